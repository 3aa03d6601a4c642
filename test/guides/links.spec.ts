import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = path.join(import.meta.dirname, '../..');
const ELSEWHERE = ['node_modules', 'dist', 'data', '.git'];

interface Page {
  readonly file: string;
  /** Without its fenced blocks, which are code. */
  readonly prose: string;
  readonly anchors: ReadonlySet<string>;
}

describe('the Markdown of the repository', () => {
  let pages: Map<string, Page>;
  let scripts: Record<string, string>;
  beforeAll(async () => {
    pages = new Map((await pagesIn('')).map((page) => [page.file, page]));
    ({ scripts } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    });
  });

  it('links to files and headings that are there', () => {
    const broken: string[] = [];
    for (const { file, prose } of pages.values())
      for (const [link, target = ''] of prose.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)) {
        // What begins with a slash is served, not stored.
        if (/^(?:[a-z]+:|\/|<)/.test(target)) continue;
        const [place = '', anchor] = target.split('#');
        const linked = place === '' ? file : path.normalize(path.join(path.dirname(file), place));
        const isThere = existsSync(path.join(ROOT, linked));
        if (!isThere || (anchor !== undefined && pages.get(linked)?.anchors.has(anchor) === false))
          broken.push(`${file}: ${link}`);
      }
    expect(broken).toEqual([]);
  });

  it('names commands that package.json has', () => {
    const missing: string[] = [];
    for (const { file, prose } of pages.values())
      for (const [command, name = ''] of prose.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g))
        if (scripts[name] === undefined) missing.push(`${file}: ${command}`);
    expect(missing).toEqual([]);
  });

  it('has an index of everything that tests may stand on', async () => {
    const files = (await readdir(path.join(ROOT, 'test/support'))).filter(
      (file) => !/README|global-|\.d\.mts$/.test(file),
    );
    const index = pages.get('test/support/README.md')?.prose ?? '';
    expect(files.filter((file) => !index.includes(`(${file})`))).toEqual([]);
  });

  it('has an index of the decisions, each with its number, date and status', () => {
    const index = pages.get('docs/README.md')?.prose ?? '';
    const decisions = [...pages.values()].filter(({ file }) => file.startsWith('docs/decisions/'));
    const numbers = decisions.map(({ file }) => Number(path.basename(file).slice(0, 4))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_number, nth) => nth + 1));
    for (const { file, prose } of decisions) {
      const [, number, date, status] =
        /^_Decision (\d+), (\d{4}-\d\d-\d\d), (accepted|replaced by \d+)\._$/m.exec(prose) ?? [];
      expect([file, number]).toEqual([file, String(Number(path.basename(file).slice(0, 4)))]);
      const row = index.split('\n').find((line) => line.includes(`(decisions/${path.basename(file)})`)) ?? '';
      expect([file, row]).toEqual([file, expect.stringContaining(String(date))]);
      expect([file, row]).toEqual([file, expect.stringContaining(String(status))]);
    }
  });
});

async function pagesIn(folder: string): Promise<Page[]> {
  const entries = await readdir(path.join(ROOT, folder), { withFileTypes: true });
  const found = entries.map(async (entry): Promise<Page[]> => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.includes(entry.name) ? [] : pagesIn(file);
    return file.endsWith('.md') ? [toPage(file, await readFile(path.join(ROOT, file), 'utf8'))] : [];
  });
  return (await Promise.all(found)).flat();
}

function toPage(file: string, markdown: string): Page {
  const prose = markdown.replace(/^ *(```+)[^]*?^ *\1$/gm, '');
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  const ids = [...markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id);
  return { file, prose, anchors: new Set([...headings.map(toAnchor), ...ids]) };
}

/** As GitHub makes them. */
function toAnchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}
