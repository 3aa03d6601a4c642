import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '../support/expectations.js';
import { ended, lookAt, ragChat, replyTo, sendFile } from '../support/reply-chats.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

describe('work that the database has no room for', () => {
  let stage: ReplyStage;
  beforeAll(async () => {
    stage = await startReplyStage({ REPLY_LEASE_SECONDS: '1' });
  });
  afterAll(() => stage.close());

  /** From now on no row goes into the table; a sequence, which is not rolled back, counts the attempts. */
  const fill = async (table: string) => {
    await stage.api.pool.query(`CREATE SEQUENCE ${table}_refused;
      CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM nextval('${table}_refused');
        RAISE EXCEPTION 'no room' USING ERRCODE = '53300';
      END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_${table}()`);
    return {
      /** More often than work is begun that ends its workers. */
      hasRefusedOften: async () => {
        const { rows } = await stage.api.pool.query<{ last_value: string }>(`SELECT last_value FROM ${table}_refused`);
        return Number(rows[0]!.last_value) >= 5;
      },
      empty: () => stage.api.pool.query(`DROP TRIGGER refuse ON ${table}`),
    };
  };

  it('is done once there is room: files', async () => {
    const owner = stage.api.user();
    const { id } = await ragChat(owner);
    const table = await fill('passage');
    const file = await sendFile(owner, id, 'The core holds forty rods.', { media_type: 'text/plain' });
    await until(table.hasRefusedOften);
    expect((await lookAt(owner, file)).status).toBe('SENDING');
    await table.empty();
    expect((await ended(owner, file)).status).toBe('SENT');
  });

  it('is done once there is room: replies', async () => {
    const owner = stage.api.user();
    const { id } = await ragChat(owner);
    const table = await fill('knowledge');
    const reply = await replyTo(owner, await ok(owner.sendMessage(id, 'Is it?')));
    await until(table.hasRefusedOften);
    expect((await lookAt(owner, reply)).status).toBe('SENDING');
    await table.empty();
    expect(await ended(owner, reply)).toMatchObject({ status: 'SENT', content: 'Yes.' });
  });
});
