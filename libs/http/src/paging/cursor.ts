import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { FieldRefused, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { isJsonObject } from '../fields/unbuilt.js';

/** Where a walk over pages stands, and the query parameters that it began with. */
export interface Walk {
  readonly place: Readonly<Record<string, unknown>>;
  readonly filters: Readonly<Record<string, unknown>>;
}

/**
 * An opaque cursor: base64url of JSON. It needs no signature, because the query of every page checks access, and each
 * decoded value is checked again.
 */
export function encodeCursor({ place, filters }: Walk): string {
  return Buffer.from(JSON.stringify({ place, filters })).toString('base64url');
}

/** @throws ApiError 400 `invalid_cursor` when this server did not make it */
export function decodeCursor(cursor: string): Walk {
  const { place, filters } = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!isJsonObject(place) || !isJsonObject(filters)) throw invalidCursor();
  return { place, filters };
}

/**
 * The query that a walk began with. Parameters that are sent again with the cursor must say the same.
 * @throws ApiError 400 `cursor_mismatch` or `invalid_cursor`
 */
export function continuedQuery<Query extends object>(type: new () => Query, given: Query, { filters }: Walk): Query {
  const began = plainToInstance(type, filters);
  if (validateSync(began, { whitelist: true, forbidNonWhitelisted: true }).length > 0) throw invalidCursor();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && !isOfThePage(name) && value !== began[name as keyof Query])
      throw refusal(HttpErrors.cursor_mismatch, name);
  return began;
}

/** These may change from page to page. */
function isOfThePage(name: string): boolean {
  return ['cursor', 'limit', 'user_id'].includes(name);
}

export function invalidCursor(): FieldRefused {
  return refusal(HttpErrors.invalid_cursor);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Not JSON: refused below, like everything else that is not ours.
  }
  throw invalidCursor();
}
