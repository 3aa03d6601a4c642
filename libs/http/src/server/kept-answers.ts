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

  /** Keeps an answer when it is asked for again. */
  keep(of: number | string, query: object, answer: KeptAnswer<Version>): KeptAnswer<Version> {
    if (!this.isKept(query)) return answer;
    const key = keyOf(of, query);
    if (!this.asked.has(key)) {
      this.asked.set(key, true);
      return answer;
    }
    const kept = { ...answer, json: Buffer.from(answer.json) };
    this.answers.set(key, kept);
    return kept;
  }

  private isKept(query: object): boolean {
    return Object.entries(query).every(([name, value]) => value === undefined || this.parameters.has(name));
  }
}

function keyOf(of: number | string, query: object): string {
  return JSON.stringify([of, query]);
}
