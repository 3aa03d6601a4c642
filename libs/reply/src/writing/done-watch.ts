import { unredirectedFetch } from '#libs/http';

const DONE = /data: ?\[DONE\]/;

/** Notices whether an answer came to its own end: the AI SDK does not tell `[DONE]` from a connection that was closed. */
export class DoneWatch {
  isDone = false;

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await unredirectedFetch(input, init);
    if (!response.ok || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(this.watching()), { status, statusText, headers });
  };

  private watching(): TransformStream<Uint8Array, Uint8Array> {
    let tail = '';
    return new TransformStream({
      transform: (bytes, controller) => {
        tail = `${tail}${Buffer.from(bytes).toString('latin1')}`;
        if (DONE.test(tail)) this.isDone = true;
        tail = tail.slice(-20);
        controller.enqueue(bytes);
      },
    });
  }
}
