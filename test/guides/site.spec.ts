import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GUIDES } from '#libs/documents';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ExecutedPage } from '../support/executed-page.js';
import { exchange } from '../support/http-exchange.js';

const PAGES = ['', ...GUIDES, 'readme'];

describe('the folder of guides', () => {
  it('holds the pages that are listed, and nothing else', async () => {
    expect((await readdir('docs/guides')).toSorted()).toEqual(GUIDES.map((name) => `${name}.md`).toSorted());
  });

  it.each(GUIDES)('has a test that runs what %s says', async (name) => {
    const folders = ['test/guides', 'test/sdks', 'test/contract'].filter((folder) => existsSync(folder));
    const names = await Promise.all(
      folders.map(async (folder) => (await readdir(folder)).map((file) => `${folder}/${file}`)),
    );
    const tests = names.flat().filter((file) => /\.(spec\.ts|mjs)$/.test(file) && !file.endsWith('/site.spec.ts'));
    const sources = await Promise.all(tests.map((file) => readFile(file, 'utf8')));
    const isNamed = new RegExp(`['/]${name}(\\.md)?'`);
    const running = tests.filter((file, nth) => {
      const source = sources[nth] ?? '';
      return isNamed.test(source) && (file.startsWith('test/guides/') || source.includes('docs/guides/'));
    });
    expect(running).not.toEqual([]);
  });

  it.each(GUIDES)('has no fence in %s that is without a language, or not closed', async (name) => {
    const { fences, markdown } = await ExecutedPage.read(`docs/guides/${name}.md`);
    expect(fences.filter(({ language }) => language === '').map(({ line }) => line)).toEqual([]);
    expect(markdown.match(/^(```|~~~)/gm) ?? []).toHaveLength(fences.length * 2);
  });
});

describe('the pages that a reader follows', () => {
  it('make chats with names of their own, so that each goes as it says after the others', async () => {
    const pages = ['README.md', ...GUIDES.map((name) => `docs/guides/${name}.md`)];
    const names = await Promise.all(
      pages.map(async (file) => {
        const { fences } = await ExecutedPage.read(file);
        const code = fences.filter(({ language }) => language === 'bash').map((fence) => fence.code);
        return [...new Set([...code.join('').matchAll(/"session_id": ?"([^"]+)"/g)].map(([, name]) => name))];
      }),
    );
    const all = names.flat();
    expect(all.length).toBeGreaterThan(6);
    expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
  });
});

describe('/docs/guides', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const get = (page: string, headers: Record<string, string> = {}) =>
    exchange(api.url, page === '' ? '/docs/guides' : `/docs/guides/${page}`, { headers });

  it.each(PAGES)('shows "%s" as HTML that may load nothing from elsewhere and runs nothing inline', async (page) => {
    const { status, headers, text: body } = await get(page);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(body).not.toMatch(
      /<script(?! type="module" src="\/docs\/guides\/guides\.js"><\/script>)|<style|\sstyle=|\son\w+=/,
    );
    for (const name of GUIDES) expect(body).toContain(`href="/docs/guides/${name}"`);
    expect([...body.matchAll(/<h1>/g)]).toHaveLength(1);
  });

  it('leads from each page to the one before and after it', async () => {
    for (const [at, name] of GUIDES.entries()) {
      const { text: body } = await get(name);
      const linked = (rel: string) => new RegExp(`<a rel="${rel}" href="/docs/guides/([^"]+)"`).exec(body)?.[1];
      expect([linked('prev'), linked('next')]).toEqual([GUIDES[at - 1], GUIDES[at + 1] ?? 'readme']);
    }
  });

  it('has commands that go to the address at which the page was asked for', async () => {
    const { text: body } = await get('first-conversation', { host: 'chat.example.com' });
    expect(body).toContain('API=http://chat.example.com/api/v1');
    expect(body).not.toContain('127.0.0.1:3000');
  });

  it.each(GUIDES)('gives the Markdown of %s', async (name) => {
    const { status, headers, text: body } = await get(`${name}.md`);
    expect([status, headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(body).toBe(await readFile(`docs/guides/${name}.md`, 'utf8'));
  });

  it('has only links that lead somewhere, to sections too', async () => {
    const bodies = new Map<string, string>();
    const bodyOf = async (path: string) => {
      const known = bodies.get(path);
      if (known !== undefined) return known;
      const { status, text: body } = await exchange(api.url, path);
      bodies.set(path, status === 200 ? body : 'dead');
      return bodies.get(path);
    };
    const dead: string[] = [];
    for (const page of PAGES) {
      const here = page === '' ? '/docs/guides' : `/docs/guides/${page}`;
      const links = [...((await bodyOf(here)) ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '');
      for (const href of new Set(links)) {
        if (/^https?:/.test(href)) continue;
        const [path, anchor] = href.split('#', 2);
        const body = await bodyOf(path === '' || path === undefined ? here : path);
        if (body === 'dead' || (anchor !== undefined && !body?.includes(`id="${anchor}"`)))
          dead.push(`${page}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it.each(GUIDES)('has links in %s that work in the repository, too', async (name) => {
    const markdown = await readFile(`docs/guides/${name}.md`, 'utf8');
    const files = [...markdown.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, file]) => file ?? '');
    const local = files.filter((file) => !/^(https?:|\/docs)/.test(file));
    expect(local.filter((file) => !existsSync(path.join('docs/guides', file)))).toEqual([]);
  });

  it('answers 304 to who has the page', async () => {
    const { headers } = await get('tokens');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect((await get('tokens', { 'if-none-match': String(headers['etag']) })).status).toBe(304);
  });

  it.each([
    'nothing',
    'errors.html',
    'index',
    '..%2f..%2fpackage.json',
    '..%2fdecisions',
    'errors.md/x',
    '.md',
    '__proto__',
  ])('knows no page "%s"', async (page) => {
    const { status, headers, text: body } = await get(page);
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ code: 'not_found' });
  });
});
