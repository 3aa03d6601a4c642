interface Loggable {
  name: string;
  message?: string;
  code?: unknown;
  constraint?: unknown;
  routine?: unknown;
  stack?: string[];
  cause?: Loggable;
}

/**
 * The loggable part of an error: never values. PostgreSQL's messages and details quote values of the statement, so only
 * names are kept of its errors, which have a `severity`.
 */
export function loggableError(error: unknown): Loggable {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, routine, severity } = error as unknown as Record<string, unknown>;
  return {
    name: error.name,
    ...(severity === undefined && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(routine !== undefined && { routine }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12),
    ...(error.cause !== undefined && { cause: loggableError(error.cause) }),
  };
}
