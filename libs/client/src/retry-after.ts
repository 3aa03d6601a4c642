/** Five minutes, in ms: a page of maintenance asks for hours, and one question in five minutes burdens nobody. */
const LONGEST = 300_000;

/** Its three forms (RFC 9110, section 5.6.7) begin with the day of the week. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * What the header Retry-After (RFC 9110, section 10.2.3) asks for, in milliseconds from now: 0 to five minutes; undefined
 * when there is none, or one that says nothing.
 * @param now what a date is compared with when the answer does not tell when it was made
 */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const asked = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(asked)) return Math.min(Number(asked) * 1_000, LONGEST);
  const [until, made] = [timeOf(asked), timeOf(headers.get('date') ?? '')];
  return Number.isNaN(until) ? undefined : Math.max(0, Math.min(until - (Number.isNaN(made) ? now : made), LONGEST));
}

/** NaN when it is no date. The oldest of the forms does not say that it is in GMT. */
function timeOf(date: string): number {
  return HTTP_DATE.test(date) ? Date.parse(date.endsWith('GMT') ? date : `${date} GMT`) : NaN;
}
