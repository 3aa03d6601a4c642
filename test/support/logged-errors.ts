import { Logger } from '@nestjs/common';

/** What is logged as an error, until it is stopped. */
export class LoggedErrors {
  readonly texts: unknown[] = [];
  private readonly own = Object.getOwnPropertyDescriptor(Logger.prototype, 'error') ?? {};

  constructor() {
    const { texts } = this;
    Logger.prototype.error = (...said: unknown[]) => void texts.push(said.at(-1));
  }

  stop(): void {
    Object.defineProperty(Logger.prototype, 'error', this.own);
  }
}
