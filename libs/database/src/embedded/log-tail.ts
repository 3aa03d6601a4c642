import type { Readable } from 'node:stream';

/** The last of what a server has said. It reads for ever, since a pipe that nobody reads fills up and stops its writer. */
export class LogTail {
  private tail = '';

  constructor(
    stream: Readable,
    private readonly limit = 16_384,
  ) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.tail = (this.tail + chunk).slice(-this.limit);
    });
  }

  get text(): string {
    return this.tail;
  }
}
