import { CLOSE_CODES, ERROR_CODES, FAILURE_CODES, FIELD_CODES } from './error-codes.js';

type Row = readonly (string | number)[];

const HEADER = ['what it means', 'what to do'];

/**
 * A page with fresh tables of all codes between `<!-- <table>:begin -->` and `<!-- <table>:end -->`.
 * @throws Error when a table has no place on the page
 */
export function withErrorTables(page: string): string {
  return Object.entries(TABLES).reduce((written, [name, rows]) => {
    const place = new RegExp(`(<!-- ${name}:begin -->)[^]*?(<!-- ${name}:end -->)`);
    if (!place.test(written)) throw new Error(`the page has no place for the table "${name}"`);
    return written.replace(place, (_all, begin: string, end: string) => `${begin}\n\n${table(rows)}\n\n${end}`);
  }, page);
}

const explained = ({ meaning, remedy }: { meaning: string; remedy: string }) => [meaning, remedy];

const problems = (isOf: (status: number) => boolean): Row[] => [
  ['code', 'status', ...HEADER],
  ...ERROR_CODES.filter(({ status }) => isOf(status)).map((each) => [word(each.code), each.status, ...explained(each)]),
];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'problems-400': problems((status) => status === 400).map(([code = '', , ...rest]) => [code, ...rest]),
  'problems-401-404': problems((status) => status === 401 || status === 404),
  'problems-other': problems((status) => ![400, 401, 404].includes(status)),
  fields: [['code', ...HEADER], ...FIELD_CODES.map((each) => [word(each.code), ...explained(each)])],
  failures: [
    ['code', 'of a', ...HEADER],
    ...FAILURE_CODES.map((each) => [word(each.code), each.of.join(', '), ...explained(each)]),
  ],
  'close-codes': [['code', ...HEADER], ...CLOSE_CODES.map((each) => [each.code, ...explained(each)])],
};

function word(code: string): string {
  return `\`${code}\``;
}

function table([header = [], ...rows]: readonly Row[]): string {
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(row: Row): string {
  return `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}
