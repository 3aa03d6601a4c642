import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The pages below `/docs/guides`, in the order in which they are shown; files of `docs/guides`. */
export const GUIDES = [
  'first-conversation',
  'api-at-a-glance',
  'errors',
  'retries-and-offline',
  'live-and-sync',
  'threads-receipts-groups',
  'editing-and-deleting',
  'documents-and-replies',
  'tokens',
  'webhooks',
  'every-chat',
  'generated-clients',
  'deploying',
  'configuration',
] as const;

/** A page in Markdown, with the name by which it is served. */
export interface GuideSource {
  readonly name: string;
  readonly markdown: string;
}

/** The folder of package.json, beside which the pages lie, wherever the process was started. */
const ROOT = path.dirname(createRequire(import.meta.url).resolve('#package'));

/** All guides, and the README as one of them at the end. */
export function readGuides(): Promise<GuideSource[]> {
  const files = [...GUIDES.map((name) => [name, `docs/guides/${name}.md`]), ['readme', 'README.md']] as const;
  return Promise.all(
    files.map(async ([name = '', file = '']) => ({ name, markdown: await readFile(path.join(ROOT, file), 'utf8') })),
  );
}
