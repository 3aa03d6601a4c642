// What sends leave to be done later, the search index, is part of what they cost, and of nothing that is measured next.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { stopLater } from '../children.mjs';

const WITHIN_MS = 60_000;

/** @returns a function that resolves when nothing waits to be done any more */
export async function openSettling(databaseUrl) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  stopLater(() => client.end());
  const { rows } = await client.query(`SELECT to_regclass('message_text_new') IS NOT NULL AS "hasQueue"`);
  if (!rows[0].hasQueue) return () => undefined;
  return async () => {
    const limit = performance.now() + WITHIN_MS;
    while (performance.now() < limit) {
      const left = await client.query('SELECT FROM message_text_new LIMIT 1');
      if (left.rowCount === 0) return;
      await sleep(50);
    }
    throw new Error('messages still wait to be indexed');
  };
}
