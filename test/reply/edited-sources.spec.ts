import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { placesOf, untilNowhere } from '../support/everywhere.js';
import { ok, refused } from '../support/expectations.js';
import type { MessageDto } from '#libs/message';
import { edit, takeBack } from '../support/group-chats.js';
import { answered, ended, lookAt, ragChat, ragOf, replyTo } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { GatedModel } from './gated-model.js';

/** No other text has these words. */
const SECRET = 'The vault of Zanzibarquux holds forty emeraldwombats.';
const QUESTION = 'What does the vault of Zanzibarquux hold?';
const WORDS = ['emeraldwombat', 'forty emerald'];

describe('a reply whose source is edited or deleted', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());

  async function cited(owner: ApiClient, more: object = {}) {
    const { id } = await ragChat(owner, more);
    const source = await ok(owner.sendMessage(id, { content: SECRET, message_metadata: { reply: false } }));
    const reply = await answered(owner, id, QUESTION);
    expect(ragOf(reply).citations).toMatchObject([{ message_id: source.id }]);
    expect(reply.content).toContain(SECRET);
    return { id, source, reply };
  }

  it('loses the quote and says edited, then deleted, in the same change', async () => {
    const owner = api.user('owner');
    const { source, reply } = await cited(owner);
    const { change_seq } = await ok(edit(owner, source, 'Nothing of interest.'));
    const edited = await lookAt(owner, reply);
    expect(edited).toMatchObject({ change_seq, status: reply.status });
    expect(edited.content).toBe(reply.content.replace(`${SECRET} `, ''));
    expect(ragOf(edited).citations).toMatchObject([{ n: 1, text: '', edited: true }]);
    await ok(takeBack(owner, source));
    expect(ragOf(await lookAt(owner, reply)).citations).toMatchObject([{ n: 1, text: '', deleted: true }]);
    expect((await ok(owner.listMessages(reply.chat_id, { q: 'emeraldwombats' }))).data).toEqual([]);
  });

  it('follows in other chats of the owner, and nothing is left of the text anywhere', async () => {
    const owner = api.user('owner');
    const { id: filesId } = await ragChat(owner);
    const file = await readMarkdown(owner, filesId, SECRET, 'emeraldwombat.md');
    const { id } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
    const reply = await answered(owner, id, QUESTION);
    expect(ragOf(reply).citations).toMatchObject([{ chat_id: filesId, message_id: file.id }]);
    const { source } = await cited(owner);
    expect(await placesOf(api.pool, ...WORDS)).toContain('message.content');
    await api.pool.query('ANALYZE');
    await ok(takeBack(owner, file));
    await ok(takeBack(owner, source));
    await until(async () => (ragOf(await lookAt(owner, reply)).citations[0] as { deleted?: boolean }).deleted === true);
    await untilNowhere(api, ...WORDS);
    expect((await api.pool.query('SELECT 1 FROM message_citation_due')).rowCount).toBe(0);
    const again = await answered(owner, id, QUESTION);
    expect(ragOf(again).citations).toEqual([]);
  });

  it('many replies follow, and the list of what is due is empty in the end', async () => {
    const owner = api.user('owner');
    const { id, source, reply } = await cited(owner);
    await api.pool.query(
      `WITH copied AS (
        INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, message_metadata, created_at, updated_at)
        SELECT chat_id, nextval('message_id_seq'), change_seq, sender_id, is_user, message_type, status, content, message_metadata, created_at, updated_at
        FROM message, generate_series(1, 180) WHERE chat_id = $1 AND id = $2 RETURNING chat_id, id
      ) INSERT INTO message_citation (cited_chat_id, cited_id, chat_id, message_id) SELECT chat_id, $3, chat_id, id FROM copied`,
      [id, reply.id, source.id],
    );
    await ok(takeBack(owner, source));
    await untilNowhere(api, ...WORDS);
    await until(async () => (await api.pool.query('SELECT 1 FROM message_citation_due')).rowCount === 0);
    const { rows } = await api.pool.query('SELECT 1 FROM message_citation WHERE cited_id = $1', [source.id]);
    expect(rows).toEqual([]);
  });

  it('a reply that is deleted cites nothing any more', async () => {
    const owner = api.user('owner');
    const { id, source, reply } = await cited(owner);
    await ok(takeBack(owner, reply));
    expect(await lookAt(owner, reply)).toMatchObject({ content: '', status: 'SENT' });
    const { rows } = await api.pool.query('SELECT 1 FROM message_citation WHERE chat_id = $1', [id]);
    expect(rows).toEqual([]);
    await ok(takeBack(owner, source));
  });
});

describe('a reply that is written while its source is edited or deleted', () => {
  let model: GatedModel;
  let api: ApiServer;
  beforeAll(async () => {
    model = await GatedModel.start();
    api = await startApi({ LLM_BASE_URL: model.url, LLM_MODEL: 'm', DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(async () => {
    await api.close();
    await model.close();
  });

  const WORDS_OF_ITS_OWN = 'Forty beasts, it is said [1].';

  it.each([
    ['edited', 'in its chat', (owner: ApiClient, source: MessageDto) => edit(owner, source, 'Nothing.')],
    ['deleted', 'in its chat', takeBack],
    ['edited', 'in another chat', (owner: ApiClient, source: MessageDto) => edit(owner, source, 'Nothing.')],
    ['deleted', 'in another chat', takeBack],
  ] as const)('keeps the words of the model alone when one is %s %s', async (fate, where, change) => {
    const owner = api.user('owner');
    const { id } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
    const from = where === 'in its chat' ? id : (await ragChat(owner)).id;
    const source = await ok(owner.sendMessage(from, { content: SECRET, message_metadata: { reply: false } }));
    const question = await ok(owner.sendMessage(id, QUESTION));
    const answer = await model.nextAnswer();
    answer.say(WORDS_OF_ITS_OWN);
    const reply = await replyTo(owner, question);
    await until(async () => (await lookAt(owner, reply)).content === WORDS_OF_ITS_OWN);
    await ok(change(owner, source));
    // Already while it is written.
    await untilNowhere(api, ...WORDS);
    expect(await lookAt(owner, reply)).toMatchObject({ status: 'SENDING', content: WORDS_OF_ITS_OWN });
    answer.say(' So much.');
    answer.end();
    const done = await ended(owner, reply);
    expect(done).toMatchObject({ status: 'SENT', content: `${WORDS_OF_ITS_OWN} So much.` });
    expect(ragOf(done).citations).toMatchObject([{ chat_id: from, message_id: source.id, text: '', [fate]: true }]);
    await untilNowhere(api, ...WORDS);
  });
});

describe('a reply whose writer was killed before its source is edited or deleted', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());

  /** As a server leaves it that dies between its last text and its end: nobody may touch it for ten minutes. */
  const killWriterOf = ({ chat_id, id }: MessageDto, mode: string) =>
    api.pool.query(
      `WITH unfinished AS (
        UPDATE message SET status = 'SENDING', message_metadata = json_build_object('rag', json_build_object(
          'mode', $3::text, 'attempt', 1, 'citations', message_metadata->'rag'->'citations'))
        WHERE chat_id = $1 AND id = $2 RETURNING chat_id, id, parent_message_id, change_seq
      ) INSERT INTO message_work (chat_id, message_id, kind, asker, change_seq, attempt, claims, lease, leased_until)
      SELECT u.chat_id, u.id, 'reply', q.sender_id, u.change_seq, 1, 1, gen_random_uuid(), now() + interval '10 minutes'
      FROM unfinished u JOIN message q ON q.chat_id = u.chat_id AND q.id = u.parent_message_id`,
      [chat_id, id, mode],
    );

  it.each([
    ['edited', 'in its chat'],
    ['deleted', 'in its chat'],
    ['edited', 'in another chat'],
    ['deleted', 'in another chat'],
  ] as const)('is written again without it where it quotes: when one is %s %s', async (fate, where) => {
    const owner = api.user('owner');
    const { id } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
    const from = where === 'in its chat' ? id : (await ragChat(owner)).id;
    const source = await ok(owner.sendMessage(from, { content: SECRET, message_metadata: { reply: false } }));
    const reply = await answered(owner, id, QUESTION);
    expect(reply.content).toContain(SECRET);
    await killWriterOf(reply, 'extractive');
    await ok(fate === 'edited' ? edit(owner, source, 'Nothing.') : takeBack(owner, source));
    const again = await ended(owner, reply);
    expect(again).toMatchObject({ status: 'SENT' });
    expect(ragOf(again)).toMatchObject({ attempt: 2, citations: [] });
    await untilNowhere(api, ...WORDS);
  });

  it('keeps the words of a model, without the quoted text', async () => {
    const owner = api.user('owner');
    const { id } = await ragChat(owner);
    const source = await ok(owner.sendMessage(id, { content: SECRET, message_metadata: { reply: false } }));
    const reply = await answered(owner, id, QUESTION);
    await api.pool.query(`UPDATE message SET content = 'Forty beasts [1].' WHERE id = $1`, [reply.id]);
    await api.pool.query('UPDATE message_text SET folded = $2 WHERE message_id = $1', [reply.id, 'forty beasts [1].']);
    await api.pool.query('DELETE FROM message_text_new WHERE message_id = $1', [reply.id]);
    await killWriterOf(reply, 'model');
    const { change_seq } = await ok(takeBack(owner, source));
    const now = await lookAt(owner, reply);
    expect(now).toMatchObject({ status: 'SENDING', content: 'Forty beasts [1].', change_seq });
    expect(ragOf(now).citations).toMatchObject([{ n: 1, text: '', deleted: true }]);
  });
});

describe('a question that is deleted while it is answered', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ LLM_BASE_URL: 'test:' });
  });
  afterAll(() => api.close());

  it.each(['the question', 'the reply'])(
    'stops its reply, by deleting %s, and it is not written again',
    async (which) => {
      const owner = api.user('owner');
      const { id } = await ragChat(owner);
      const question = await ok(owner.sendMessage(id, 'test:slow'));
      const reply = await replyTo(owner, question);
      await until(async () => (await lookAt(owner, reply)).content !== '');
      const { change_seq } = await ok(takeBack(owner, which === 'the question' ? question : reply));
      const stopped = await lookAt(owner, reply);
      expect(stopped).toMatchObject({ status: 'FAILED', change_seq });
      if (which === 'the reply') expect(stopped).toMatchObject({ content: '' });
      else expect(stopped.message_metadata).toMatchObject({ error: { code: 'cancelled' } });
      await refused(owner.updateMessageStatus(reply.id, { status: 'SENDING' }), 400, 'illegal_status_change');
      const next = await answered(owner, id, 'Is anybody there?');
      expect(next.status).toBe('SENT');
      expect(await lookAt(owner, reply)).toEqual(stopped);
    },
  );
});
