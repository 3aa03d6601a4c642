/** Counts the frames of a WebSocket by their headers (RFC 6455, section 5.2), however they are split into chunks. */
export class FrameCounter {
  /** The bytes so far of an incomplete header. */
  private header: number[] = [];
  /** Bytes of the current frame that have not arrived yet. */
  private payload = 0;

  /** @returns how many headers end in this chunk; pings, pongs and empty fragments count, too */
  count(chunk: Buffer): number {
    let frames = 0;
    for (let at = 0; at < chunk.length;) {
      const skipped = Math.min(this.payload, chunk.length - at);
      this.payload -= skipped;
      at += skipped;
      const byte = chunk[at++];
      if (byte === undefined) break;
      this.header.push(byte);
      if (this.header.length < headerLength(this.header[1])) continue;
      this.payload = payloadLength(this.header);
      this.header = [];
      frames++;
    }
    return frames;
  }
}

/** Flags (1 byte), length (1 byte, or 3 or 9 for 126 and 127), mask (4 bytes). */
function headerLength(second: number | undefined): number {
  if (second === undefined) return 2;
  const mask = second >= 0x80 ? 4 : 0;
  return 2 + mask + lengthBytes(second);
}

function payloadLength(header: readonly number[]): number {
  const second = header[1] ?? 0;
  const bytes = header.slice(2, 2 + lengthBytes(second));
  return bytes.length === 0 ? second & 0x7f : bytes.reduce((length, byte) => length * 256 + byte, 0);
}

function lengthBytes(second: number): number {
  const length = second & 0x7f;
  if (length === 127) return 8;
  return length === 126 ? 2 : 0;
}
