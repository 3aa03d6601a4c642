import { expect, it } from '@jest/globals';
import * as ws from 'ws';
import { Frame } from './frame.js';

/** Exported by ws, but not in its types. */
const { Receiver } = ws as unknown as { Receiver: new () => NodeJS.WritableStream };

const heads = { chats: [{ id: 1, last_seq: 5 }] };
const frame = Frame.of('heads', heads, 5);

it('is one event of an event stream, with its number where a reader resumes by it', () => {
  const event = `event: heads\ndata: ${JSON.stringify(heads)}\n\n`;
  expect(frame.eventStream.toString()).toBe(event);
  expect(frame.numbered.toString()).toBe(`id: 5\n${event}`);
});

it.each([1, 200, 70_000])(
  'is one text frame of a WebSocket that holds its type and its data: %i chats',
  async (count) => {
    const data = { chats: Array.from({ length: count }, (_none, id) => ({ id, last_seq: id })) };
    const receiver = new Receiver();
    const heard = new Promise<string>((resolve) =>
      receiver.once('message', (text: Buffer) => resolve(text.toString())),
    );
    receiver.write(Frame.of('heads', data).webSocket);
    expect(JSON.parse(await heard)).toEqual({ type: 'heads', ...data });
  },
);

it('is encoded once, for any number of connections', () => {
  expect([frame.webSocket, frame.eventStream, frame.numbered]).toEqual([
    frame.webSocket,
    frame.eventStream,
    frame.numbered,
  ]);
  expect(frame.webSocket).toBe(frame.webSocket);
  expect(frame.numbered).toBe(frame.numbered);
});
