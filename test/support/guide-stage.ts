import { afterAll, beforeAll, expect } from '@jest/globals';
import { type ApiServer, startApi } from './api-server.js';
import { ExecutedPage } from './executed-page.js';
import { ownDatabaseUrl } from './test-database.js';

/** A guide with a server of its own: its people have plain names, and its ids begin at 1. */
export interface Stage {
  readonly api: ApiServer;
  readonly page: ExecutedPage;
  readonly databaseUrl: string;
}

/** Starts the server of a guide for the tests of a `describe`. */
export function onStage(name: string, environment: Record<string, string> = {}): () => Stage {
  let stage: Stage;
  beforeAll(async () => {
    const page = await ExecutedPage.read(`docs/guides/${name}.md`);
    const databaseUrl = await ownDatabaseUrl();
    stage = { page, api: await startApi({ DATABASE_URL: databaseUrl, ...environment }), databaseUrl };
  });
  afterAll(() => stage.api.close());
  return () => stage;
}

/** A page starts a dozen processes. */
export const LONGEST_RUN_MS = 90_000;

/** The page's `bash` steps print what the page says; `steps` of them say so. */
export async function runsAsItSays({ page, api }: Pick<Stage, 'page' | 'api'>, steps: number): Promise<void> {
  const { printed, promised } = await page.run(api.url);
  expect(printed).toEqual(promised);
  expect(promised).toHaveLength(steps);
}
