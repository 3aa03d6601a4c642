import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/glossary.md', 'docs/architecture', 'docs/decisions'];
/** `status/mark.ts`, `sql/message/message.insert.sql`, `*every-chat*.spec.ts`, `test/plans/`. */
const FILE = /`(?:[\w.*-]+\/)*[\w.*-]+\.(?:ts|sql|mjs|cjs)`|`(?:apps|libs|test|docs|tools)(?:\/[\w.*-]+)*\/?`/g;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true });
  return entries.map((entry) => path.join(folder, entry)).filter((entry) => !entry.includes('node_modules'));
}

describe('a page about the code', () => {
  it('names only files and folders that are there', async () => {
    const inFolders = await Promise.all(['apps', 'libs', 'test', 'docs', 'tools', 'sql'].map(filesIn));
    const files = [...(await readdir(ROOT)), ...inFolders.flat()];
    const isThere = (name: string) => {
      const parts = name.replaceAll('.', '\\.').replaceAll('*', '[\\w.-]*').replace(/\/$/, '');
      const pattern = new RegExp(`(^|/)${parts}$`);
      // What is built is not there yet in a fresh checkout.
      if (parts.endsWith('/dist')) return true;
      return ['apps', 'libs', 'test', 'docs', 'tools'].includes(parts) || files.some((file) => pattern.test(file));
    };
    const pages = await Promise.all(PAGES.map(async (page) => (page.endsWith('.md') ? [page] : filesIn(page))));
    const missing: string[] = [];
    for (const page of pages.flat()) {
      // Recipes make files; test/guides/contributing.spec.ts follows their blocks.
      const text = (await readFile(path.join(ROOT, page), 'utf8')).replaceAll(/^```[^]*?^```$/gm, '');
      const names = [...text.matchAll(FILE)].map(([name]) => name.slice(1, -1));
      missing.push(...names.filter((name) => !isThere(name)).map((name) => `${page}: ${name}`));
    }
    expect(missing).toEqual([]);
  });
});
