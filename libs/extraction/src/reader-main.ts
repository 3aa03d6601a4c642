// The process that reads files: one at a time, each answered by a Reading. What a file does to it stays in it.
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type Document, readDocument } from './read-document.js';
import { READY, type Reading } from './reading.js';
import { Unreadable } from './unreadable.js';

// Linux ends this process first when memory is short.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Another system, or not allowed: then it is as it is.
}
new Worker(new URL('./memory-watch.js', import.meta.url)).unref();

// A signal to the whole group (Ctrl-C) is for the server, which ends this process, or leaves and so disconnects it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
// Parsers leave promises behind; the one that is awaited decides.
process.on('unhandledRejection', () => undefined);

process.on('message', (document: Document) => void answer(document));
process.send?.(READY);

async function answer(document: Document): Promise<void> {
  const reading = await readDocument(document).then((text): Reading => ({ text }), toReading);
  process.send?.(reading);
}

function toReading(error: unknown): Reading {
  if (error instanceof Unreadable) {
    const cause = error.cause === undefined ? undefined : nameOf(error.cause);
    return { code: error.code, sentence: error.message, cause };
  }
  return { code: 'broken_file', sentence: 'The file is damaged, or not quite of its type.', cause: nameOf(error) };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
