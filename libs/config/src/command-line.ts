import { settingSpecs } from './setting-specs.js';

/** A program was called in a way that it does not understand. */
export class WronglyCalled extends Error {}

const WRONGLY_CALLED = 2;

/**
 * What a program was called with. Prints `usage` for `--help`. For anything that is not understood it says what, and ends
 * the process with 2 before something is done: nobody would learn otherwise that an option had no effect.
 * @param read reads `process.argv`, e.g. by `parseArgs()`; throws for what it does not understand
 */
export function commandLine<Called>(usage: string, read: () => Called): Called {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) {
    process.stdout.write(usage);
    process.exit(0);
  }
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WronglyCalled) && !isOfParseArgs(error)) throw error;
    process.stderr.write(`${said(error)}${hint(given)}\n\n${usage.split('\n\n', 1)[0]}\n`);
    process.exit(WRONGLY_CALLED);
  }
}

function isOfParseArgs(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

/** The first sentence: the rest is advice about parseArgs. */
function said({ message }: Error): string {
  return message.split('. ', 1)[0]!.replace(/\.$/, '').concat('.');
}

/** Settings are no options, as many expect; a value could be a secret, and is not repeated. */
function hint(given: readonly string[]): string {
  const named = given.map((one) => /^--([\w-]+)/.exec(one)?.[1]?.replaceAll('-', '_').toUpperCase());
  const setting = named.find((name) => name !== undefined && Object.hasOwn(settingSpecs, name));
  return setting === undefined
    ? ''
    : ` Settings come from the environment or a file .env: ${setting}=… in front of the command.`;
}
