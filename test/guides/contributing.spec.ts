import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = path.join(import.meta.dirname, '../..');
const COPIED = [
  'apps',
  'docs',
  'libs',
  'test',
  'tools',
  '.env.example',
  'README.md',
  'jest.config.js',
  'nest-cli.json',
  'package.json',
  'tsconfig.json',
];
const RUN_MS = 300_000;
const run = promisify(execFile);

/** Fenced blocks whose first line is `// <path>`. */
const BLOCK = /^```(ts|diff)\n ?\/\/ (\S+)\n([^]*?)^```$/gm;

describe('CONTRIBUTING.md', () => {
  let copy: string;
  let blocks: RegExpExecArray[];
  beforeAll(async () => {
    copy = await mkdtemp(path.join(os.tmpdir(), 'chat-recipes-'));
    for (const name of COPIED) await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    blocks = [...(await readFile(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8')).matchAll(BLOCK)];
    for (const [, language, file = '', text = ''] of blocks)
      if (language === 'ts') await make(path.join(copy, file), text);
      else await change(path.join(copy, file), text);
  }, RUN_MS);
  afterAll(() => rm(copy, { recursive: true, force: true }));

  const inCopy = async (...argv: string[]) => {
    const { NODE_OPTIONS: _options, ...env } = process.env;
    await run(process.execPath, argv, { cwd: copy, env, timeout: RUN_MS }).catch((error: unknown) => {
      const { message, stdout, stderr } = error as Error & { readonly stdout: string; readonly stderr: string };
      throw new Error([message, stdout, stderr].join('\n'));
    });
  };
  const text = (file: string) => readFile(path.join(copy, file), 'utf8');

  it('holds recipes of which every block is followed here', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(31);
  });

  it('gives code that the compiler takes', () => inCopy('node_modules/typescript/bin/tsc', '--noEmit'), RUN_MS);

  it(
    'gives a rule whose spec passes, a column that is the same in the entity and the migration, and a text that is erased',
    () =>
      inCopy(
        'node_modules/jest/bin/jest.js',
        '--runInBand',
        'libs/chat/src/shown/chat-initials.spec.ts',
        'test/contract/schema.spec.ts',
        'test/api/deleted-columns.spec.ts',
      ),
    RUN_MS,
  );

  it(
    'gives a field and a code that come into the documents',
    async () => {
      await inCopy('dist/apps/api/src/documents/write.js');
      const { components } = JSON.parse(await text('apps/api/openapi.json')) as {
        components: { schemas: { Chat: { properties: object } } };
      };
      expect(components.schemas.Chat.properties).toHaveProperty('initials');
      expect(await text('docs/guides/errors.md')).toContain('| `title_taken`');
    },
    RUN_MS,
  );

  it('gives a setting that is read, with its default', async () => {
    const { settingSpecs } = (await import(path.join(copy, 'dist/libs/config/src/index.js'))) as {
      settingSpecs: object;
    };
    expect(settingSpecs).toHaveProperty('PICTURE_SIZE');
    expect(await text('.env.example')).toContain('PICTURE_SIZE=64');
  });
});

async function make(file: string, code: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, code);
}

/** @throws Error when what the change stands between is not there, or more than once */
async function change(file: string, diff: string): Promise<void> {
  const lines = diff.trimEnd().split('\n');
  const without = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  const [before, after] = [without('+'), without('-')];
  const pieces = (await readFile(file, 'utf8')).split(before);
  if (pieces.length !== 2) throw new Error(`${file} has ${pieces.length - 1} places like:\n${before}`);
  await writeFile(file, pieces.join(after));
}
