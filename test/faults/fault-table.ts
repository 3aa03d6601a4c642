/** What came of one kind of fault. */
export interface FaultRow {
  readonly fault: string;
  /** Faults that were made. */
  readonly made: number;
  /** Messages that a server said to have. */
  readonly acknowledged: number;
  /** Of these, those that are stored. */
  readonly found: number;
  readonly lost: number;
  readonly twice: number;
  /** Longest time from the end of a fault until everybody is served again. */
  readonly readySeconds: number;
  /** Longest time that an answer took. */
  readonly slowestSeconds: number;
  /** What else is not as it must be, in words. */
  readonly mistakes: readonly string[];
}

export function toTable(rows: readonly FaultRow[]): string {
  const head = ['fault', 'made', 'acknowledged', 'found', 'lost', 'twice', 'ready s', 'slowest s', 'mistakes'];
  const cells = rows.map((row) => [
    row.fault,
    ...[row.made, row.acknowledged, row.found, row.lost, row.twice].map(String),
    ...[row.readySeconds, row.slowestSeconds].map((seconds) => seconds.toFixed(1)),
    String(row.mistakes.length),
  ]);
  const counted = ['made', 'acknowledged', 'found', 'lost', 'twice'] as const;
  cells.push(['in all', ...counted.map((count) => String(rows.reduce((sum, row) => sum + row[count], 0)))]);
  const widths = head.map((name, nth) => Math.max(name.length, ...cells.map((row) => row[nth]?.length ?? 0)));
  const lines = [head, ...cells].map((row) =>
    row.map((cell, nth) => (nth === 0 ? cell.padEnd(widths[nth] ?? 0) : cell.padStart(widths[nth] ?? 0))).join('  '),
  );
  const mistakes = rows.flatMap((row) => row.mistakes.slice(0, 5).map((text) => `  ${row.fault}: ${text}`));
  return `\n${[...lines, ...mistakes].join('\n')}\n`;
}

/** What is left to say when nothing went wrong: nothing. */
export function wrongIn({ fault, lost, twice, mistakes, made, acknowledged }: FaultRow): string[] {
  return [
    ...(lost > 0 ? [`${fault}: ${lost} of ${acknowledged} are lost`] : []),
    ...(twice > 0 ? [`${fault}: ${twice} are stored twice`] : []),
    ...(made === 0 ? [`${fault}: none was made`] : []),
    ...mistakes.map((text) => `${fault}: ${text}`),
  ];
}
