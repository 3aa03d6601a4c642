import { Transform } from 'node:stream';

/** Just enough of a protocol to leave messages out. */
export interface Protocol {
  /** Where the message that begins at `start` ends; undefined when it is not all there yet. */
  endOf(bytes: Buffer, start: number): number | undefined;
  /** Whether a message is one that may get lost. */
  isLosable(message: Buffer): boolean;
}

/** Passes on what a server says, but for the messages that get lost. */
export function lossyStream(protocol: Protocol, isLost: () => boolean): Transform {
  let bytes: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes = Buffer.concat([bytes, chunk]);
      let start = 0;
      for (let end = protocol.endOf(bytes, start); end !== undefined; end = protocol.endOf(bytes, start)) {
        const message = bytes.subarray(start, end);
        if (!protocol.isLosable(message) || !isLost()) this.push(message);
        start = end;
      }
      bytes = bytes.subarray(start);
      done();
    },
  });
}
