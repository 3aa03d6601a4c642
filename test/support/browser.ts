import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** CHROMIUM_PATH, or where Debian has it; undefined where there is none. */
export const chromiumPath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);

/** What a page did that a user would call broken, or a stranger would notice. */
export interface Misdeeds {
  readonly errors: string[];
  readonly foreignRequests: string[];
}

const LAUNCH = {
  executablePath: chromiumPath,
  // As root there is no sandbox; the rest keeps it from calling home.
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A context of this browser begins with nothing: it compiles every script again. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch(LAUNCH);
}

/** A browser whose pages share one profile, which keeps compiled scripts. Closing it deletes the profile. */
export function startProfile(): Promise<BrowserContext> {
  return chromium.launchPersistentContext('', LAUNCH);
}

/** Deletes what pages of this origin have kept in the profile of `page`. */
export async function forget(page: Page, origin: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,indexeddb,local_storage' });
  await devTools.detach();
}

/** Writes down what goes wrong on a page: exceptions, messages of the console, requests that fail or leave `origin`. */
export function watch(page: Page, origin: string): Misdeeds {
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('requestfailed', (request) => {
    // Leaving a page, or loading it again, ends the requests that are under way.
    const { errorText } = request.failure() ?? { errorText: '' };
    if (errorText !== 'net::ERR_ABORTED') errors.push(`${request.method()} ${request.url()} failed: ${errorText}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) foreignRequests.push(request.url());
  });
  return { errors, foreignRequests };
}
