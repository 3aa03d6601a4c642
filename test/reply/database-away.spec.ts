import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from '../support/expectations.js';
import { answered, ended, ragChat, replyTo, sendFile } from '../support/reply-chats.js';
import { markdownFile } from '../support/reply-documents.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const DISK_FULL = '53100';
const TIMES = 3;

/** Everything that writes to a table fails so often, as on a full disk; on other tables nobody notices. */
async function failing({ api: { pool } }: ReplyStage, table: string, times = TIMES, sqlState = DISK_FULL) {
  await pool.query('CREATE SEQUENCE failures');
  await pool.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('failures') <= ${times} THEN RAISE 'not now' USING ERRCODE = '${sqlState}'; END IF;
      RETURN NEW;
    END $$`);
  await pool.query(`CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fail()`);
  return async () => (await pool.query<{ n: number }>('SELECT last_value::int AS n FROM failures')).rows[0]?.n ?? 0;
}

describe('while the database says "not now"', () => {
  let stage: ReplyStage;
  beforeEach(async () => {
    stage = await startReplyStage({ REPLY_LEASE_SECONDS: '2' });
  });
  afterEach(() => stage.close());

  it('a request is 503 and is told so', async () => {
    const owner = stage.api.user();
    const { id } = await ok(owner.createChat());
    const body = { content: 'Only once.', client_message_id: 'k' };
    await failing(stage, 'message', 1);
    const refused = await owner.sendMessage(id, body);
    expect([refused.status, refused.problem.code]).toEqual([503, 'database_unavailable']);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await ok(owner.sendMessage(id, body))).content).toBe('Only once.');
  });

  it('what is wrong with a statement of ours stays 500', async () => {
    const owner = stage.api.user();
    const { id } = await ok(owner.createChat());
    await failing(stage, 'message', TIMES, '22012');
    expect((await owner.sendMessage(id, 'any')).status).toBe(500);
  });

  it('a file is read later, and is not FAILED', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const failures = await failing(stage, 'passage');
    const { content, metadata } = markdownFile('The core holds forty rods.');
    const file = await ended(owner, await sendFile(owner, chatId, content, metadata));
    expect([file.status, await failures()]).toEqual(['SENT', TIMES + 1]);
  });

  it('a reply is begun later, and is not FAILED', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    // Questions are looked through for what answers later ones, before anything is written.
    const failures = await failing(stage, 'knowledge', 1);
    stage.model.behave({ does: 'answer', chunks: ['Whole.'] });
    expect(await answered(owner, chatId, 'Is it?')).toMatchObject({ status: 'SENT', content: 'Whole.' });
    expect(await failures()).toBeGreaterThan(1);
  });

  it('a reply goes on where it was, to the character', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const feed = await stage.live.socket(owner);
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    stage.model.behave({ does: 'pause', chunks: ['Grüße', ' 😀 so far,', ' and so on.'], goOn: waits });
    const question = await ok(owner.sendMessage(chatId, 'Is it?'));
    const reply = await replyTo(owner, question);
    await until(() => deltasOf(feed, reply.id).length > 0);
    const failures = await failing(stage, 'message');
    goOn();
    expect(await ended(owner, reply)).toMatchObject({ status: 'SENT', content: 'Grüße 😀 so far, and so on.' });
    expect(textOf(deltasOf(feed, reply.id))).toBe('Grüße 😀 so far, and so on.');
    expect(await failures()).toBeGreaterThan(TIMES);
  });
});
