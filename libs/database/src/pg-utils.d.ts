/** What pg's own query classes (pg-cursor, pg-query-stream) use, too. */
declare module 'pg/lib/utils.js' {
  const utils: {
    /** A value as the text or the bytes that PostgreSQL is sent. */
    prepareValue(this: void, value: unknown): Buffer | string | null;
  };
  export default utils;
}
