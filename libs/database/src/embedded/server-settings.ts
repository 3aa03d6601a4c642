export interface ServerOptions {
  throwaway?: boolean;
  settings?: Record<string, string>;
}

const always = {
  listen_addresses: '127.0.0.1',
  // A socket's path is limited to 107 bytes; our directory's is not.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const unsafeButFast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

export function serverFlags(port: number, { throwaway, settings }: ServerOptions): string[] {
  const all = { ...always, ...(throwaway ? unsafeButFast : {}), ...settings };
  return ['-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Ours without what would change the server: PGDATA, PGOPTIONS, PGTZ and the like, and the terminal's language. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
