import type { Verdict } from './verdict.js';

export interface ChaosReport extends Verdict {
  /** What happened, in the order in which it is shown. */
  readonly counts: Readonly<Record<string, number | string>>;
  /** What no server may answer or log. */
  readonly mistakes: readonly string[];
}

const SHOWN = 8;
const LONGEST = 2_000;

export function toText({ counts, ...wrong }: ChaosReport): string {
  const totals = Object.entries(wrong).map(([name, list]: [string, readonly string[]]) => [name, list.length] as const);
  const rows = [...Object.entries(counts), ...totals].map(([name, count]) => `  ${name.padEnd(24)}${count}`);
  const examples = Object.entries(wrong).flatMap(([name, list]: [string, readonly string[]]) =>
    list.slice(0, SHOWN).map((text) => `  ${name}: ${text.slice(0, LONGEST)}`),
  );
  return `\n${[...rows, ...examples].join('\n')}\n`;
}
