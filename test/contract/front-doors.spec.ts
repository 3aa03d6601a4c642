import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.join(import.meta.dirname, '../..');
const IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'#libs\/(\w+)'/g;
const EXPORT = /export\s+(?:type\s+)?\{([^}]*)\}/g;
/** It is published: its users are elsewhere. */
const PUBLISHED = 'client';

function namesIn(list = ''): string[] {
  const names = list.split(',').map((item) => item.trim().replace(/^type /, ''));
  return names.filter((name) => name !== '').map((name) => name.split(' as ')[0]!);
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(path.join(ROOT, folder), { recursive: true });
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'));
  return Promise.all(sources.map((file) => readFile(path.join(ROOT, folder, file), 'utf8')));
}

describe('a front door', () => {
  it('has nothing that nobody imports', async () => {
    const sources = (await Promise.all(['apps', 'libs', 'test'].map(sourcesIn))).flat();
    const imports = sources.flatMap((text) => [...text.matchAll(IMPORT)]);
    const used = new Set(imports.flatMap(([, list, lib]) => namesIn(list).map((name) => `${lib}: ${name}`)));
    const libs = (await readdir(path.join(ROOT, 'libs'))).filter((lib) => lib !== PUBLISHED);
    const exported = await Promise.all(
      libs.map(async (lib) => {
        const text = await readFile(path.join(ROOT, 'libs', lib, 'src/index.ts'), 'utf8');
        return [...text.matchAll(EXPORT)].flatMap(([, list]) => namesIn(list).map((name) => `${lib}: ${name}`));
      }),
    );
    expect(exported.flat().length).toBeGreaterThan(300);
    expect(exported.flat().filter((name) => !used.has(name))).toEqual([]);
  });
});
