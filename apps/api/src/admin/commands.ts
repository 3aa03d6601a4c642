import type { Command } from './command.js';
import { revoke } from './revoke.js';
import { webhooks } from './webhooks.js';

/** What `npm run admin` can do, by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['revoke', revoke],
  ['webhooks', webhooks],
]);

export function usage(): string {
  const lines = [...COMMANDS].map(([name, { takes, does }]) => `  ${name} ${takes}\n      ${does}\n`);
  return `Usage: npm run admin -- <command>\n\n${lines.join('')}\nIt exits with 0 when it is done, with 2 when it was called wrongly, and with 1 when it failed.\n`;
}
