import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/worker/src/main.js');

/** `node dist/apps/worker/src/main.js`, ready. @returns ends it, as an operator does */
export async function startReplyWorker(
  folder: string,
  environment: Record<string, string>,
): Promise<() => Promise<void>> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: 'production', ...environment };
  const worker = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(worker, 'close');
  let said = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [worker.stdout, worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('the worker is ready')) resolve();
      });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`the worker ended: ${said}`);
    }),
  ]);
  return async () => {
    worker.kill('SIGTERM');
    await ended;
  };
}
