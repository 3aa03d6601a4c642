import pg from 'pg';

/** PostgreSQL's text of a time in UTC, in the years of four digits: `2026-01-02 03:04:05.678+00`. */
const IN_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;
const TO_SECONDS = 19;
/** Of most times: all of their milliseconds are printed. */
const LENGTH = '2026-01-02 03:04:05.678+00'.length;

/**
 * A `timestamptz` as the API shows it: RFC 3339 in UTC with milliseconds, `2026-01-02T03:04:05.678Z`. The text is cut
 * out of PostgreSQL's, without a `Date` in between, which would cost a page of 50 messages as much as the rest of its rows.
 */
export function toInstant(text: string): string {
  if (text.length === LENGTH && text[10] === ' ' && text.endsWith('+00'))
    return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
  if (!IN_UTC.test(text)) return (parseDate(text) as Date).toISOString();
  const milliseconds = text
    .slice(TO_SECONDS + 1, -3)
    .slice(0, 3)
    .padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, TO_SECONDS)}.${milliseconds}Z`;
}

/** The same in SQL, of a time with milliseconds at most. */
export const instantSql = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const TIMESTAMPTZ_OID = 1184;
const parseDate = pg.types.getTypeParser(TIMESTAMPTZ_OID) as (text: string) => unknown;
