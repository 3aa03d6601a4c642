import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.join(import.meta.dirname, '../..');
const CLIENT = path.join(ROOT, 'libs/client/src');

/** A page of another origin than the service's, with a script that is made of sources as a React developer's would be. */
export interface BundledPage {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Bundles a TypeScript module that may import `chat-system-client` and React, as in development: React checks more.
 * @param entry path below the repository
 */
export async function bundledPage(entry: string): Promise<BundledPage> {
  const bundle = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: {
      alias: [
        { find: /^chat-system-client$/, replacement: path.join(CLIENT, 'index.ts') },
        { find: /^chat-system-client\/(.*)$/, replacement: path.join(CLIENT, '$1/index.ts') },
      ],
    },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: path.join(ROOT, entry), output: { codeSplitting: false } },
    },
  });
  const [script] = [bundle].flat().flatMap((made) => ('output' in made ? made.output : []));
  if (script?.type !== 'chunk') throw new Error(`nothing came of ${entry}`);
  const page = `<!doctype html><html lang="en"><title>Page</title><div id="root"></div><script type="module" src="/script.js"></script></html>`;
  const server = createServer(({ url }, answer) => {
    if (url === '/script.js') answer.setHeader('content-type', 'text/javascript').end(script.code);
    else if (url === '/favicon.ico') answer.writeHead(204).end();
    else answer.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
