export interface ServerOptions {
  throwaway?: boolean;
  superuser?: boolean;
  port?: number;
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

/** Our settings, without the caller's. */
export function ownSettings(throwaway = false): Record<string, string> {
  return { ...always, ...(throwaway ? unsafeButFast : {}) };
}

export function serverFlags(port: number, { throwaway, settings }: ServerOptions): string[] {
  return ['-p', String(port), ...toFlags({ ...ownSettings(throwaway), ...settings })];
}

export function toFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
