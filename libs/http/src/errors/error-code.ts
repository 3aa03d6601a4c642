/** What the documentation says about a code. */
export interface Explanation {
  /** What has happened, in a sentence. */
  readonly meaning: string;
  /** What the client does about it. */
  readonly remedy: string;
}

/** A stable word that callers branch on. */
export interface ErrorCode<Status extends number = number> extends Explanation {
  readonly code: string;
  /** The HTTP status of the answer that carries it. */
  readonly status: Status;
}

type Table = Readonly<Record<string, Omit<ErrorCode, 'code'>>>;

/** A table of codes by name: an error is made of an entry, so that there is none that is not in a table. */
export function errorCodes<const Codes extends Table>(
  codes: Codes,
): { readonly [Code in keyof Codes]: Listed<Codes[Code]> } {
  const listed = Object.entries(codes).map(([code, entry]) => [code, { code, ...entry }]);
  return Object.fromEntries(listed) as { readonly [Code in keyof Codes]: Listed<Codes[Code]> };
}

type Listed<Entry extends Table[string]> = ErrorCode<Entry['status']>;
