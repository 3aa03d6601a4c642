import { LRUCache } from 'lru-cache';

/** Bytes of all answers, and of the largest one that is worth it. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ANSWER_BYTES = 256 * 1024;
/** A bound for what nobody asks for any more, and for what somebody changes in the database by hand. */
const KEPT_MS = 10_000;
/** Answers of which is remembered that they were asked for once. */
const MAX_ASKED = 10_000;

/** An answer as it goes out, and the state of the data as of which it is true. */
export interface KeptAnswer<Version> {
  /** Bytes once it is kept. An answer that is sent once stays text: Node encodes it at the socket for less than a buffer costs. */
  readonly json: string | Buffer;
  /** Made when it is first sent with one. */
  etag?: string;
  /** RFC 8288 `Link`. */
  readonly link: string | undefined;
  readonly version: Version;
}

/**
 * Answers that are asked for again and again: from the second time on each is written once for every state of its data.
 * Who finds one has to ask the database whether the data are still in that state, and whether the caller may see them.
 */
export class KeptAnswers<Version> {
  private readonly parameters: ReadonlySet<string>;
  private readonly answers = new LRUCache<string, KeptAnswer<Version>>({
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_ANSWER_BYTES,
    sizeCalculation: ({ json }) => Buffer.byteLength(json) + 1,
    ttl: KEPT_MS,
  });
  private readonly asked = new LRUCache<string, true>({ max: MAX_ASKED });

  /** @param parameters of the requests whose answers are kept: one with any other is made each time */
  constructor(...parameters: readonly string[]) {
    this.parameters = new Set(parameters);
  }

  find(of: number | string, query: object): KeptAnswer<Version> | undefined {
    return this.isKept(query) ? this.answers.get(keyOf(of, query)) : undefined;
  }

  /** Writes an answer, and keeps it when it is asked for again; `mayBeKept` false: only writes it. */
  write(
    of: number | string,
    query: object,
    version: Version,
    { body, link }: { readonly body: object; readonly link: string | undefined },
    mayBeKept = true,
  ): KeptAnswer<Version> {
    const json = JSON.stringify(body);
    const key = mayBeKept && this.isKept(query) ? keyOf(of, query) : undefined;
    if (key === undefined || !this.asked.has(key)) {
      if (key !== undefined) this.asked.set(key, true);
      return { json, link, version };
    }
    const answer = { json: Buffer.from(json), link, version };
    this.answers.set(key, answer);
    return answer;
  }

  private isKept(query: object): boolean {
    return Object.entries(query).every(([name, value]) => value === undefined || this.parameters.has(name));
  }
}

function keyOf(of: number | string, query: object): string {
  return JSON.stringify([of, query]);
}
