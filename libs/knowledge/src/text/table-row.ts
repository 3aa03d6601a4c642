/** What parts the cells of a row. */
const DELIMITERS = ['\t', '|', ';', ',', '  '] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** The line that GitHub's Markdown has between a table's header and its rows. */
const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** These stand in prose too, of which lines end with marks of another kind, or begin in the middle of a sentence. */
const PROSE_HAS: ReadonlySet<Delimiter> = new Set([',', ';']);
const PROSE = /[,;:]\s*$|[\p{L})][.!?]["')\]]*\s*$|^\s*\p{Ll}+ .* \p{Ll}+$/u;

/** Of one label, in UTF-16 code units: longer ones are no labels. */
const LONGEST_LABEL = 60;

/** In UTF-16 code units: a longer line is no row. */
export const LONGEST_ROW = 2_000;

/** The cells of a row, each without white space around it; a quoted one (RFC 4180) may hold the delimiter. */
export function cellsOf(row: string, delimiter: Delimiter): string[] {
  const cells = rawCells(row, delimiter).map((cell) => cell.trim());
  if (delimiter !== '|') return cells;
  const first = cells[0] === '' ? 1 : 0;
  return cells.slice(first, cells.length > 1 && cells.at(-1) === '' ? -1 : undefined);
}

/** What parts the cells of a table, of which these are rows; undefined when they are none. */
export function delimiterOf(rows: readonly string[]): Delimiter | undefined {
  if (rows.some((row) => row.length > LONGEST_ROW)) return undefined;
  return DELIMITERS.find((delimiter) => isTable(rows, delimiter));
}

/** Whether a quoted cell goes on in the next line. */
export function isOpenRow(row: string): boolean {
  return row.length <= LONGEST_ROW && /(?:^|[\t;,|]) *"/.test(row) && quotesIn(row) % 2 === 1;
}

export function isRule(row: string): boolean {
  return row.length <= LONGEST_ROW && row.includes('-') && row.includes('|') && RULE.test(row);
}

/** Whether a row holds the labels of the cells below it: each says something, no two the same, none is a number. */
export function isHeader(row: string, delimiter: Delimiter): boolean {
  const cells = cellsOf(row, delimiter);
  const isLabel = (cell: string) => cell !== '' && cell.length <= LONGEST_LABEL && /\p{L}/u.test(cell);
  const isName = (cell: string) => isLabel(cell) && !/\d{2}/.test(cell) && !/[.!?。]$/.test(cell);
  return cells.every(isName) && new Set(cells).size === cells.length;
}

/** A row as one reads it without its table: each cell behind its label, `price: 3.00`. */
export function labelled(row: string, header: string | undefined): string {
  if (row.length > LONGEST_ROW) return row;
  const [labels = ''] = header?.split('\n') ?? [];
  const cells = (delimiter: Delimiter) => cellsOf(row, delimiter);
  const delimiter = DELIMITERS.find(
    (each) => cells(each).length > 1 && (header === undefined || cellsOf(labels, each).length >= cells(each).length),
  );
  if (delimiter === undefined) return row;
  const names = header === undefined ? [] : cellsOf(labels, delimiter);
  return cells(delimiter)
    .map((cell, nth) => (cell !== '' && names[nth] ? `${names[nth]}: ${cell}` : cell))
    .filter((cell) => cell !== '')
    .join(' | ');
}

function isTable(rows: readonly string[], delimiter: Delimiter): boolean {
  const counts = rows.map((row) => cellsOf(row, delimiter).length);
  const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
  const least = delimiter === '\t' || delimiter === '|' ? 2 : 3;
  if (usual < 2 || rows.length < least) return false;
  const isUsual = counts.filter((count) => count === usual).length >= 0.8 * counts.length;
  return isUsual && (!PROSE_HAS.has(delimiter) || rows.filter((row) => !PROSE.test(row)).length >= 0.8 * rows.length);
}

function rawCells(row: string, delimiter: Delimiter): string[] {
  if (delimiter === '  ') return row.trim().split(/ {2,}/);
  const cells: string[] = [];
  let open: string[] = [];
  let isQuoted = false;
  for (const part of row.split(delimiter)) {
    if (part.includes('"') && (isQuoted || /^ *"/.test(part))) isQuoted = isQuoted !== (quotesIn(part) % 2 === 1);
    open.push(part);
    if (isQuoted) continue;
    cells.push(unquoted(open.join(delimiter)));
    open = [];
  }
  return open.length === 0 ? cells : [...cells, open.join(delimiter)];
}

function quotesIn(text: string): number {
  return text.match(/"/g)?.length ?? 0;
}

function unquoted(cell: string): string {
  const inside = /^\s*"([^]*)"\s*$/.exec(cell)?.[1];
  return inside === undefined ? cell : inside.replaceAll('""', '"');
}
