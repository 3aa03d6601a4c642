/** The answer of another server, of which no more than `most` bytes are read: it ends there, and its connection with it. */
export function boundedAnswer(answer: Response, most: number): Response {
  if (answer.body === null) return answer;
  let bytes = 0;
  const bound = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > most) controller.terminate();
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = answer;
  return new Response(answer.body.pipeThrough(bound), { status, statusText, headers });
}
