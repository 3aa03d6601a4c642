/** The class of requests that `RateLimit: "write";r=0;t=12` is about (draft-ietf-httpapi-ratelimit-headers-11). */
export function rateClassOf(headers: Headers): string | undefined {
  return /^"(\w+)"/.exec(headers.get('ratelimit') ?? '')?.[1];
}
