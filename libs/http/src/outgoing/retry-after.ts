/** Its three forms (RFC 9110, section 5.6.7) begin with the day of the week; `Date.parse` takes "1.5" and "-1", too. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * Seconds from now that the header Retry-After asks for (RFC 9110, section 10.2.3: seconds or a date); undefined when there
 * is none, or one that says nothing.
 */
export function retryAfter(header = '', now = Date.now()): number | undefined {
  if (/^\d+$/.test(header)) return Number(header);
  if (!HTTP_DATE.test(header)) return undefined;
  // The oldest of the forms does not say that it is in GMT.
  const until = Date.parse(header.endsWith('GMT') ? header : `${header} GMT`);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - now) / 1_000);
}
