SELECT
  (pg_control_system()).system_identifier || '-' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '-' || (
    SELECT
      oid
    FROM
      pg_database
    WHERE
      datname = current_database()
  ) || '-' || 'chat'::regclass::oid AS epoch
