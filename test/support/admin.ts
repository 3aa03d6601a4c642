import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

const RUN = path.join(import.meta.dirname, '../../tools/run.mjs');

interface AdminEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run admin -- …`, as an operator runs it, with nothing of the tests' own environment. */
export function runAdmin(given: readonly string[], environment: Readonly<Record<string, string>>): Promise<AdminEnd> {
  const { PATH, HOME } = process.env;
  const options = { cwd: os.tmpdir(), env: { PATH, HOME, ...environment }, timeout: 60_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN, 'apps/api/src/admin', ...given], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
