/** What the servers of this worker log: the latest lines, for the report of a test that fails meanwhile. */
export const serverLog: { write(line: string): void };
