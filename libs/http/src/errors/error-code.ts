/** What the documentation says about a code. */
export interface Explanation {
  /** What has happened, in a sentence. */
  readonly meaning: string;
  /** What the client does about it. */
  readonly remedy: string;
}

/** A text, or how it is made of the values of one refusal. */
type Text<Values extends readonly unknown[]> = string | ((...values: Values) => string);

/** A refusal: a stable word that callers branch on, and everything that is the same each time. */
export interface ErrorCode<
  Status extends number = number,
  Values extends readonly unknown[] = never,
> extends Explanation {
  readonly code: string;
  /** The HTTP status of the answer that carries it. */
  readonly status: Status;
  /** What the answer says to people. */
  readonly detail?: Text<Values>;
  /** The field, parameter or header that is wrong. */
  readonly field?: Text<Values>;
  /** After how many seconds the request may be repeated; 1 for a 503. */
  readonly retryAfter?: number;
}

type Table = Readonly<Record<string, Omit<ErrorCode, 'code'>>>;
type Listed<Codes extends Table> = { readonly [Code in keyof Codes]: Codes[Code] & { readonly code: string } };

/** A table of codes by name: an error is made of an entry, so every error is in a table. */
export function errorCodes<const Codes extends Table>(codes: Codes): Listed<Codes> {
  const listed = Object.entries(codes).map(([code, entry]) => [code, { code, ...entry }]);
  return Object.fromEntries(listed) as Listed<Codes>;
}
