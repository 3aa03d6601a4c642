import { Deadline, unredirectedFetch } from '#libs/http';

/** For the whole answer, in ms: what waits for it, waits for two of them at most. */
const WITHIN_MS = 2_500;
/** Far above a set of fifty keys with their certificates. */
const MAX_BYTES = 256 * 1024;

/**
 * The text at an address that an operator has configured.
 * @throws Error when it does not come in time, is too long, or is somewhere else
 */
export async function fetchKeySet(url: string, ended: AbortSignal): Promise<string> {
  const deadline = new Deadline(WITHIN_MS, ended);
  try {
    return await fetchWithin(url, deadline.signal);
  } finally {
    deadline.close();
  }
}

async function fetchWithin(url: string, signal: AbortSignal): Promise<string> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const answer = await unredirectedFetch(url, { headers, signal });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`The answer was ${answer.status}.`);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    // To leave the loop cancels the rest.
    if (bytes > MAX_BYTES) throw new Error(`The answer has more than ${MAX_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
