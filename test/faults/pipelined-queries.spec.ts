import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions, TransactionPool, type Statement } from '#libs/database';
import { testDatabaseUrl } from '../support/test-database.js';

const value = (name: string, given: unknown): Statement => ({
  name: `pipeline.${name}`,
  text: 'SELECT $1::int AS value, $2::text AS nothing',
  values: [given, null],
});

describe('statements that are sent together', () => {
  let dataSource: DataSource;
  let transactions: TransactionPool;
  beforeAll(async () => {
    dataSource = await new DataSource(dataSourceOptions({ url: await testDatabaseUrl(), poolSize: 1 })).initialize();
    transactions = new TransactionPool(dataSource);
  });
  afterAll(async () => {
    await transactions.onApplicationShutdown();
    await dataSource.destroy();
  });

  const both = (...statements: Statement[]) =>
    transactions.run(async (one) => [await one.begin(statements), await one.commit(statements)]);
  const row = (given: number) => [{ value: given, nothing: null }];

  it('answer each with its own rows, also when they are known', async () => {
    for (let run = 0; run < 3; run++) {
      const statements = [
        value('one', 1),
        { name: 'pipeline.none', text: 'SELECT 1 AS x WHERE false', values: [] },
        value('two', 2),
      ];
      const rows = [row(1), [], row(2)];
      expect(await both(...statements)).toEqual([rows, rows]);
    }
  });

  it('may be one of them several times, with other values', async () => {
    for (let run = 0; run < 2; run++) {
      const rows = [row(1), row(2), row(1)];
      expect(await both(value('again', 1), value('again', 2), value('again', 1))).toEqual([rows, rows]);
    }
  });

  it('are refused when two of them have one name', async () => {
    const other = { name: 'pipeline.other', text: 'SELECT 2 AS value', values: [] };
    await expect(both(other, { ...other, text: 'SELECT 3 AS value' })).rejects.toThrow('the name pipeline.other');
    expect(await both(other)).toEqual([[[{ value: 2 }]], [[{ value: 2 }]]]);
  });

  it.each([
    ['in the server', { name: 'pipeline.by-zero', text: 'SELECT 1 / $1::int', values: [0] }, 'division by zero'],
    ['before it is known', { name: 'pipeline.wrong', text: 'SELECT FROM WHERE', values: [] }, 'syntax error'],
    ['as it is empty', { name: 'pipeline.empty', text: '', values: [] }, 'pipeline.empty is empty'],
    ['for its value', value('of-text', 'no number'), 'invalid input syntax'],
    [
      'before it is sent',
      value('unsent', {
        toPostgres: () => {
          throw new Error('cannot be sent');
        },
      }),
      'cannot be sent',
    ],
  ])('fail as one when a statement fails %s, and leave the connection of use', async (_where, failing, message) => {
    for (let run = 0; run < 2; run++) {
      await expect(both(value('one', 1), failing, value('three', 3))).rejects.toThrow(message);
      expect(await both(value('one', 1), value('three', 3))).toEqual([
        [row(1), row(3)],
        [row(1), row(3)],
      ]);
    }
  });

  it('store nothing when one of them fails', async () => {
    const store: Statement = {
      name: 'pipeline.store',
      text: `SELECT set_config('pipeline.stored', 'yes', false) AS stored`,
      values: [],
    };
    const stored: Statement = {
      name: 'pipeline.stored',
      text: `SELECT current_setting('pipeline.stored', true) AS stored`,
      values: [],
    };
    await expect(
      transactions.run(async (pipeline) => {
        await pipeline.begin([value('one', 1)]);
        await pipeline.commit([store, { name: 'pipeline.by-zero', text: 'SELECT 1 / $1::int', values: [0] }]);
      }),
    ).rejects.toThrow('division by zero');
    const found = await transactions.run(async (pipeline) => {
      const [rows] = await pipeline.begin([stored]);
      await pipeline.rollback();
      return rows;
    });
    expect(found).not.toEqual([{ stored: 'yes' }]);
  });
});
