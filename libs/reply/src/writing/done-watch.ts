import { boundedAnswer, unredirectedFetch } from '#libs/http';

const DONE = /data: ?\[DONE\]/;

/** What gateways send where nothing is, and the AI SDK takes for rubbish. Inside a string of JSON quotes are escaped. */
const NULLS = [
  [/"choices"\s*:\s*null/g, '"choices":[]'],
  [/"delta"\s*:\s*null/g, '"delta":{}'],
] as const;

/** Longest line that is looked at, in bytes. */
const LONGEST_LINE = 65_536;
/** The AI SDK holds an event until it is whole: a longer one ends the answer, in bytes. */
const MOST_OF_AN_EVENT = 1024 * 1024;
const EMPTY_LINE = /(?:^|[\n\r])\r?\n/;
/** Of an answer that says why there is none, in bytes. */
const MOST_OF_A_REFUSAL = 65_536;

/** Notices whether an answer came to its own end: the AI SDK does not tell `[DONE]` from a connection that was closed. */
export class DoneWatch {
  isDone = false;

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await unredirectedFetch(input, init);
    if (!response.ok || response.body === null) return boundedAnswer(response, MOST_OF_A_REFUSAL);
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(this.watching()), { status, statusText, headers });
  };

  /** Passes on whole lines, which are all that says anything in a stream of events. */
  private watching(): TransformStream<Uint8Array, Uint8Array> {
    let held = '';
    let ofEvent = 0;
    const pass = (controller: TransformStreamDefaultController<Uint8Array>, length: number) => {
      const lines = held.slice(0, length);
      held = held.slice(length);
      if (DONE.test(lines)) this.isDone = true;
      const told = NULLS.reduce((text, [pattern, instead]) => text.replaceAll(pattern, instead), lines);
      if (told !== '') controller.enqueue(Buffer.from(told, 'latin1'));
    };
    return new TransformStream({
      transform: (bytes, controller) => {
        held += Buffer.from(bytes).toString('latin1');
        const end = Math.max(held.lastIndexOf('\n'), held.lastIndexOf('\r')) + 1;
        ofEvent = EMPTY_LINE.test(held) ? 0 : ofEvent + bytes.length;
        if (ofEvent > MOST_OF_AN_EVENT) return controller.terminate();
        if (end > 0 || held.length > LONGEST_LINE) pass(controller, end > 0 ? end : held.length);
      },
      flush: (controller) => pass(controller, held.length),
    });
  }
}
