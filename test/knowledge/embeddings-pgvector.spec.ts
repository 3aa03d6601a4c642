import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PGlite } from '@electric-sql/pglite';
import { vector as vectorExtension } from '@electric-sql/pglite-pgvector';
import fc from 'fast-check';
import type { QueryRunner } from 'typeorm';
import { migrations, type Queryable, type Statement, type Tx } from '#libs/database';
import { PassageVectorRepository } from '../../libs/knowledge/src/embedding/passage-vector.repository.js';
import { Pgvector } from '../../libs/knowledge/src/embedding/pgvector.js';
import { VectorSearch } from '../../libs/knowledge/src/embedding/vector-search.js';
import { VectorSearchRepository } from '../../libs/knowledge/src/embedding/vector-search.repository.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { type EmbeddingStage, startEmbedding } from './embeddings-stage.js';

const CHAT = 1;
const MODEL = 'm';
/** Few values, so that many vectors are as near as others. */
const direction = fc
  .array(fc.constantFrom(-3, -1, 0, 1, 2, 5), { minLength: 6, maxLength: 6 })
  .filter((numbers) => numbers.some((number) => number !== 0))
  .map((numbers) => Float32Array.from(numbers, (number) => number / Math.hypot(...numbers)));

describe('pgvector', () => {
  let api: ApiServer;
  let stage: EmbeddingStage;
  let pglite: PGlite;
  let db: Queryable;
  let chatId: number;
  const rows = new PassageVectorRepository();
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startEmbedding()];
    chatId = (await ok(api.user('alice').createChat())).id;
    pglite = await PGlite.create({ extensions: { vector: vectorExtension } });
    await pglite.query('CREATE TABLE chat (id bigint PRIMARY KEY)');
    db = { query: async <Row>({ text, values }: Statement) => (await pglite.query<Row>(text, [...values])).rows };
    for (const Migration of migrations.filter(({ name }) => name.startsWith('Embeddings')))
      await new Migration().up({ query: (text: string) => pglite.query(text) } as unknown as QueryRunner);
    await pglite.query('INSERT INTO chat VALUES ($1)', [CHAT]);
    await pglite.query('CREATE TABLE passage AS SELECT $1::bigint AS chat_id, id FROM generate_series(1, 100) id', [
      CHAT,
    ]);
    await api.pool.query(
      `INSERT INTO passage (chat_id, id, message_id, source, start_at, end_at, text)
       SELECT $1, id, 1, 'content', 0, 1, 'x' FROM generate_series(1, 100) id`,
      [chatId],
    );
  }, PROPERTY_TIMEOUT);
  afterAll(() => Promise.all([pglite.close(), stage.close(), api.close()]));

  const columns = async () => {
    const { fields } = await pglite.query('SELECT * FROM passage_vector');
    return fields.map(({ name }) => name);
  };
  const numbered = (vectors: readonly Float32Array[], from = 1) =>
    vectors.map((vector, nth) => ({ passageId: from + nth, vector }));

  it('is used when the database has it, and left alone when it does not', async () => {
    const pgvector = new Pgvector();
    const writer = new Pgvector();
    expect([await pgvector.isThere(db), await writer.prepare(db)]).toEqual([false, false]);
    expect(await columns()).toEqual(['chat_id', 'passage_id', 'model', 'packed']);
    await pglite.query('CREATE EXTENSION vector');
    // Looked at again a minute later, by who searches and by who writes; only the latter changes the table.
    expect(await later(() => pgvector.isThere(db))).toBe(false);
    expect(await columns()).toEqual(['chat_id', 'passage_id', 'model', 'packed']);
    expect(await later(() => writer.isThere(db))).toBe(false);
    expect(await later(() => writer.prepare(db))).toBe(true);
    expect(await columns()).toEqual(['chat_id', 'passage_id', 'model', 'packed', 'embedding']);
    expect(await pgvector.isThere(db)).toBe(false);
    expect(await later(() => pgvector.isThere(db), 2)).toBe(true);
    expect(await pgvector.isThere(db)).toBe(true);
    expect(await new Pgvector().isThere(stage.database)).toBe(false);
  });

  it(
    'has the same order as comparing one by one, also of vectors from before it was there',
    () =>
      holds(
        20,
        fc.record({
          vectors: fc.array(direction, { minLength: 1, maxLength: 40 }),
          sought: direction,
          before: fc.nat(40),
          limit: fc.integer({ min: 1, max: 12 }),
        }),
        async ({ vectors, sought: vector, before, limit }) => {
          const search = new VectorSearch(new VectorSearchRepository(), new Pgvector());
          const sought = { model: MODEL, vector };
          await pglite.query('DELETE FROM passage_vector');
          await api.pool.query('DELETE FROM passage_vector WHERE chat_id = $1', [chatId]);
          const all = numbered(vectors);
          await stage.database.transaction((tx) => rows.insert(tx, chatId, MODEL, all, false));
          await rows.insert(db as Tx, CHAT, MODEL, all.slice(0, before), false);
          await rows.insert(db as Tx, CHAT, MODEL, all.slice(before), true);
          const places = (chat: number) => all.map(({ passageId: id }) => ({ chatId: chat, id }));
          const near = await search.nearest(db, [CHAT], sought, limit);
          const exact = await stage.vectors.nearest(stage.database, [chatId], sought, limit);
          expect(exact.length).toBe(Math.min(limit, all.length));
          expect(near.map(({ id }) => id)).toEqual(exact.map(({ id }) => id));
          near.forEach(({ score }, nth) => expect(score).toBeCloseTo(exact[nth]?.score ?? NaN, 5));
          const scores = await search.scores(db, places(CHAT), sought);
          const exactScores = await stage.vectors.scores(stage.database, places(chatId), sought);
          expect(scores.length).toBe(all.length);
          for (const { id, score } of scores)
            expect(score).toBeCloseTo(exactScores.find((other) => other.id === id)?.score ?? NaN, 5);
        },
      ),
    PROPERTY_TIMEOUT,
  );

  it('leaves out vectors of another model or length', async () => {
    const search = new VectorSearch(new VectorSearchRepository(), new Pgvector());
    await pglite.query('DELETE FROM passage_vector');
    await rows.insert(db as Tx, CHAT, MODEL, numbered([Float32Array.of(1, 0)]), true);
    await rows.insert(db as Tx, CHAT, MODEL, numbered([Float32Array.of(1, 0, 0), Float32Array.of(1, 0)], 2), true);
    await rows.insert(db as Tx, CHAT, MODEL, numbered([Float32Array.of(1, 0, 0)], 4), false);
    await rows.insert(db as Tx, CHAT, 'other', numbered([Float32Array.of(1, 0)], 3), true);
    const sought = { model: MODEL, vector: Float32Array.of(1, 0) };
    const found = [{ chatId: CHAT, id: 1, score: 1 }];
    expect(await search.nearest(db, [CHAT], sought, 9)).toEqual(found);
    const places = [1, 2, 3, 4].map((id) => ({ chatId: CHAT, id }));
    expect(await search.scores(db, places, sought)).toEqual(found);
  });
});

/** Does it so many minutes, and a little, from now. */
async function later<T>(act: () => Promise<T>, minutes = 1): Promise<T> {
  const at = performance.now() + minutes * 60_000 + 1_000;
  performance.now = () => at;
  try {
    return await act();
  } finally {
    // The one of its prototype is in force again.
    Reflect.deleteProperty(performance, 'now');
  }
}
