import { ApiError, errorCodes } from '#libs/http';

/** What the database refuses. */
export const DatabaseErrors = errorCodes({
  database_unavailable: {
    status: 503,
    detail: 'The database does not answer right now. Repeat the request in a moment.',
    meaning: 'The database does not answer; a write may or may not have taken effect.',
    remedy: 'Repeat it after `Retry-After` seconds with the same key: it takes effect once.',
  },
  not_migrated: {
    status: 503,
    detail: 'The database schema is out of date.',
    meaning: 'The database has not the schema of this version; answered by /health/ready only.',
    remedy: 'Run the migrations; send no requests to this server until it is ready.',
  },
});

/** The database does not answer, or not in time (503). Whether a write took effect is unknown to the caller. */
export class DatabaseUnavailable extends ApiError {
  constructor(cause: unknown) {
    super(DatabaseErrors.database_unavailable, DatabaseErrors.database_unavailable.detail);
    this.cause = cause;
  }
}

/**
 * SQLSTATE classes and codes for "not now": connection (08), resources such as disk, memory and connections (53),
 * shutdown, crash and cancelled statements (57), the operating system (58), locks, time limits, standby. Errors in a
 * statement, its data or the database's pages (XX) are not among them.
 */
const UNAVAILABLE = /^(08...|53...|57...|58...|55P03|25P0[34]|25006)$/;
const UNREACHABLE = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
/** pg's own errors have no code. */
const DRIVER_GAVE_UP = /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable/;

export function translate(error: unknown): unknown {
  const code = sqlState(error);
  return gaveUp(error) || (code !== undefined && UNAVAILABLE.test(code)) ? new DatabaseUnavailable(error) : error;
}

/** Whether the server ended the statement because it took longer than it may. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof DatabaseUnavailable && sqlState(error.cause) === '57014';
}

/** After these errors the connection may be busy or dead, so it must not return to the pool. */
export function breaksConnection(error: unknown): boolean {
  const { severity } = error as { severity?: unknown };
  return (
    gaveUp(error) ||
    /^(08|57P0|25P03)/.test(sqlState(error) ?? '') ||
    (typeof severity === 'string' && /^(FATAL|PANIC)$/.test(severity))
  );
}

/** The driver lost the server or stopped waiting for it. */
function gaveUp(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && UNREACHABLE.test(code)) ||
    (typeof message === 'string' && DRIVER_GAVE_UP.test(message))
  );
}

/** Only errors that the server sent have a severity. */
function sqlState(error: unknown): string | undefined {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  return severity !== undefined && typeof code === 'string' ? code : undefined;
}

/** Errors caused by one member of a batch, or by another transaction: each member alone may succeed. */
export function spoilsOthers(error: unknown): boolean {
  return /^(22|23|40)/.test(sqlState(error) ?? '');
}

/** Two transactions conflicted (deadlock, serialization); it is enough to run one again. */
export function isRepeatable(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001';
}
