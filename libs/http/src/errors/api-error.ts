import type { ErrorCode } from './error-code.js';
import { HttpErrors } from './http-errors.js';

/** One thing wrong with one field, parameter or header of a request. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const MAX_SHOWN = 200;

/** The name of a field as an answer shows it: a caller may send a name of megabytes. */
export function shownField(name: string): string {
  return name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN).toWellFormed()}…` : name;
}

/**
 * A refusal that the caller is told about, answered as an RFC 9457 problem.
 * `code` is stable: clients branch on it. `detail` may change and never holds internals.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A word for the log where the code leaves open what an operator has to look for. */
  reason: string | undefined;

  constructor(
    readonly kind: ErrorCode,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.code = kind.code;
    this.status = kind.status;
    const seconds = kind.retryAfter ?? (kind.status === 503 ? 1 : undefined);
    this.headers = seconds === undefined ? headers : { 'retry-after': String(seconds), ...headers };
  }
}

/** A refusal that its table describes whole. @param values what its texts are made of */
export function refusal<Values extends readonly unknown[]>(
  kind: ErrorCode<number, Values> & Required<Pick<ErrorCode<number, Values>, 'detail'>>,
  ...values: Values
): ApiError {
  const text = (from: string | ((...values: Values) => string)) => (typeof from === 'string' ? from : from(...values));
  const message = text(kind.detail);
  const errors = kind.field === undefined ? [] : [{ field: text(kind.field), code: kind.code, message }];
  return new ApiError(kind, message, errors);
}

/** A mistake of the caller in one named field (400). */
export class FieldRefused extends ApiError {
  constructor(field: string, code: ErrorCode<400>, detail: string) {
    super(code, detail, [{ field, code: code.code, message: detail }]);
  }
}

/** Errors that one answer lists: a query can have thousands of unknown parameters. */
const MAX_ERRORS = 100;

/** One or more fields are wrong (400 `validation_failed`); the first 100 are named. */
export class ValidationFailed extends ApiError {
  constructor(all: readonly FieldError[]) {
    const errors = all.slice(0, MAX_ERRORS);
    super(topCode(errors), errors.map((error) => `${error.field}: ${error.message}`).join('; '), errors);
  }
}

/** A field that the server owns gives its code to the whole problem. */
function topCode(errors: readonly FieldError[]): ErrorCode {
  const isOwned = errors.some(({ code }) => code === HttpErrors.server_owned_field.code);
  return isOwned ? HttpErrors.server_owned_field : HttpErrors.validation_failed;
}
