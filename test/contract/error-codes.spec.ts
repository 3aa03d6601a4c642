import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CLOSE_CODES, ERROR_CODES, FAILURE_CODES, FIELD_CODES } from '#libs/documents';

/** Where a code is used: as a member of its table, or where failures are made, by its name. */
const MEMBER = /\b\w+(?:Errors|FieldCodes)\.(\w+)|\bFieldCodes\.(\w+)/g;

interface Source {
  readonly file: string;
  readonly text: string;
}

async function sourcesIn(folder: string): Promise<Source[]> {
  const files = await readdir(folder, { recursive: true });
  const ours = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('client'));
  return Promise.all(ours.map(async (file) => ({ file, text: await readFile(path.join(folder, file), 'utf8') })));
}

describe('the lists of codes', () => {
  let sources: Source[];
  beforeAll(async () => {
    // Examples of the documentation are no use of a code.
    const all = [...(await sourcesIn('libs')), ...(await sourcesIn('apps'))];
    sources = all.filter(({ file }) => !/operations|openapi|caller-refusals/.test(file));
  });

  it.each([
    ['ERROR_CODES', ERROR_CODES],
    ['FIELD_CODES', FIELD_CODES],
    ['FAILURE_CODES', FAILURE_CODES],
    ['CLOSE_CODES', CLOSE_CODES],
  ])('%s names each once, with a meaning and a remedy', (_name, list) => {
    expect(list.map(({ code }) => code)).toEqual([...new Set<number | string>(list.map(({ code }) => code))]);
    for (const { code, meaning, remedy } of list) {
      expect([code, meaning]).toEqual([code, expect.stringMatching(/^[A-Z`].*\.$/s)]);
      expect([code, remedy]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/s)]);
    }
  });

  it('hold every table that there is', async () => {
    const tables = sources.flatMap(({ text }) =>
      [...text.matchAll(/export const (\w+)[^=]*= errorCodes\(/g)].map(([, name]) => name),
    );
    const joined = await readFile('libs/documents/src/errors/error-codes.ts', 'utf8');
    expect(tables.filter((name) => !new RegExp(`^ .*\\b${name}\\b|\\[.*\\b${name}\\b`, 'm').test(joined))).toEqual([]);
    expect(tables.length).toBe(12);
  });

  it('have no entry that nobody uses', () => {
    const used = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(MEMBER)].map(([, ofTable, ofField]) => ofTable ?? ofField)),
    );
    expect([...ERROR_CODES, ...FIELD_CODES].map(({ code }) => code).filter((code) => !used.has(code))).toEqual([]);
    const made = FAILURE_CODES.filter(({ code }) => !sources.some(({ text }) => text.includes(`'${code}'`)));
    expect(made.map(({ code }) => code)).toEqual([]);
  });

  it('give a WebSocket the codes that its clients know', () => {
    expect(CLOSE_CODES.map(({ code }) => code)).toEqual([1000, 1002, 1007, 1008, 1009, 1011, 1012, 4401, 4408]);
  });
});
