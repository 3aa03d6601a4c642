import { type LoggerService, Logger as NestLogger } from '@nestjs/common';
import { type DestinationStream, type Level, type Logger, pino } from 'pino';

/** Contexts that tell at every start what the code already says. */
const CHATTER = new Set<unknown>(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

/** Nest's own log lines as pino's: `(message, …details, context)`. */
export class PinoLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  readonly log = (message: unknown, ...rest: unknown[]): void => this.write('info', message, rest);
  readonly error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest);
  readonly warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  readonly debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  readonly verbose = (message: unknown, ...rest: unknown[]): void => this.write('trace', message, rest);
  readonly fatal = (message: unknown, ...rest: unknown[]): void => this.write('fatal', message, rest);

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const [details, text] = typeof message === 'object' ? [message, rest[0]] : [{}, message];
    this.logger[CHATTER.has(context) ? 'debug' : level]({ ...details, context }, String(text));
  }
}

interface LogSettings {
  readonly LOG_LEVEL: string;
  readonly version: string;
}

/** The log of this process, on standard output unless given. Nest's lines go there too, also before there is an application. */
export function startLog({ LOG_LEVEL, version }: LogSettings, destination?: DestinationStream): Logger {
  const logger = pino({ level: LOG_LEVEL, base: { version } }, destination);
  NestLogger.overrideLogger(new PinoLogger(logger));
  return logger;
}
