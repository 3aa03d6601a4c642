import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { failNoRows, failRows } from '../support/failing-rows.js';
import { until } from '../support/until.js';
import { columnsWith, indexOf, replaceText } from './forgetting-stage.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const FORGOTTEN = 'The quombat keys are under the zyxplant, say the Kröbelmanns.';
const KEPT = 'The harbour keys are in the office of the harbour master.';
const QUESTION = 'Where are the keys?';
/** Each as it is written, folded, and stemmed. */
const FORMS = ['quombat', 'zyxplant', 'Kröbelmann', 'krobelmann', FORGOTTEN];

describe('a text that is deleted or replaced', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi({ WORKER: 'off' }), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  const signal = () => AbortSignal.timeout(20_000);
  const scopeOf = (chatId: number) => ({ userId: alice.userId, chatId, isOwnersChats: false });
  const found = async (chatId: number) =>
    textsOf(
      await stage.knowledge.search(
        scopeOf(chatId),
        { question: QUESTION, earlier: [] },
        { characters: 10_000, excluded: [] },
      ),
    );

  async function begin(): Promise<{ chatId: number; messageId: number }> {
    const { id: chatId } = await ok(alice.createChat());
    await ok(alice.sendMessage(chatId, KEPT));
    const { id: messageId } = await ok(alice.sendMessage(chatId, FORGOTTEN));
    return { chatId, messageId };
  }

  it('is in no column of what replies are made from', async () => {
    const place = await begin();
    const { chatId } = place;
    await ok(alice.sendMessage(chatId, { content: FORGOTTEN, message_type: 'FILE' }));
    const { id: fileId } = await ok(
      alice.sendMessage(chatId, { content: FORGOTTEN, message_type: 'FILE', status: 'SENDING' }),
    );
    await stage.database.transaction((tx) =>
      stage.knowledge.index(tx, chatId, [{ messageId: fileId, source: 'extracted', text: `${FORGOTTEN}\n\n${KEPT}` }]),
    );
    expect(textsOf(await stage.ask(alice, chatId, QUESTION))).toContain(FORGOTTEN);
    await api.pool.query(
      `INSERT INTO passage_vector (chat_id, passage_id, model, packed)
       SELECT chat_id, id, 'm', '\\x00000000' FROM passage WHERE chat_id = $1`,
      [chatId],
    );
    expect(await columnsWith(api, chatId, FORMS)).toEqual(['document_text.text', 'passage.text', 'posting.term']);

    const { rows } = await api.pool.query<{ id: string }>(
      `SELECT id FROM message WHERE chat_id = $1 AND content <> $2`,
      [chatId, KEPT],
    );
    for (const { id } of rows) await replaceText(stage, { chatId, messageId: Number(id) });
    expect(await found(chatId)).toEqual([KEPT]);
    expect(await columnsWith(api, chatId, FORMS)).toEqual(['posting.term']);
    const { rows: vectors } = await api.pool.query('SELECT 1 FROM passage_vector WHERE chat_id = $1', [chatId]);
    expect(vectors).toHaveLength(1);

    await stage.knowledge.forget(signal());
    expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
    const { rows: left } = await api.pool.query('SELECT 1 FROM forgotten_text WHERE chat_id = $1', [chatId]);
    expect(left).toEqual([]);
  });

  it('is not shown though somebody who had read it indexes it afterwards, and is gone then', async () => {
    const place = await begin();
    const { chatId, messageId } = place;
    await stage.ask(alice, chatId, QUESTION);
    await replaceText(stage, place);
    await stage.database.transaction(async (tx) => {
      await stage.knowledge.index(tx, chatId, [{ messageId, source: 'content', text: FORGOTTEN }]);
      // The replacement waits for nobody who indexes, and the index may be beyond it by then.
      await replaceText(stage, place, 'The keys are lost.');
      await tx.query({ name: '', text: 'UPDATE knowledge SET indexed_seq = 4 WHERE chat_id = $1', values: [chatId] });
    });
    expect(textsOf(await stage.ask(alice, chatId, QUESTION))).toEqual([KEPT]);
    await stage.knowledge.forget(signal());
    expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
    expect(textsOf(await stage.ask(alice, chatId, QUESTION)).toSorted()).toEqual([KEPT, 'The keys are lost.']);
  });

  it('is gone from a chat whose first text somebody is indexing', async () => {
    const place = await begin();
    const { chatId, messageId } = place;
    let forgotten = Promise.resolve();
    await stage.database.transaction(async (tx) => {
      await stage.knowledge.index(tx, chatId, [{ messageId, source: 'content', text: FORGOTTEN }]);
      await replaceText(stage, place);
      forgotten = stage.knowledge.forget(signal());
      // For who makes the chat's knowledge at that moment.
      await until(async () => {
        const { rowCount } = await api.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
           AND query LIKE '%INSERT INTO knowledge%'`,
        );
        return rowCount === 1;
      });
    });
    await forgotten;
    expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
  });

  it('waits for nobody who makes the index again, and is gone whether that succeeds or not', async () => {
    for (const succeeds of [true, false]) {
      const place = await begin();
      const { chatId } = place;
      await stage.ask(alice, chatId, QUESTION);
      const client = await api.pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM knowledge WHERE chat_id = $1 FOR UPDATE', [chatId]);
      await client.query('DELETE FROM passage WHERE chat_id = $1', [chatId]);
      await replaceText(stage, place);
      expect(await found(chatId)).toEqual([KEPT]);
      await stage.knowledge.forget(signal());
      await client.query(succeeds ? 'COMMIT' : 'ROLLBACK');
      client.release();
      expect(await found(chatId)).toEqual(succeeds ? [] : [KEPT]);
      await stage.knowledge.forget(signal());
      if (!succeeds) expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
    }
  });

  it('is forgotten step by step, by any number of workers that end at any moment', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const words = Array.from({ length: 3_000 }, (_, nth) => `w${nth}`);
    await ok(alice.sendMessage(chatId, { content: `${words.join(' ')}.`, message_type: 'FILE' }));
    await ok(alice.sendMessage(chatId, KEPT));
    const { id: messageId } = await ok(
      alice.sendMessage(chatId, { content: `${words.toReversed().join(' ')}.`, message_type: 'FILE' }),
    );
    await stage.ask(alice, chatId, QUESTION);
    await replaceText(stage, { chatId, messageId });
    const reached = async () => {
      const { rows } = await api.pool.query('SELECT reached_term FROM forgotten_text WHERE chat_id = $1', [chatId]);
      return JSON.stringify(rows);
    };
    let ended = 0;
    for (let before = await reached(); before !== '[]'; before = await reached()) {
      const ending = new AbortController();
      const workers = [stage.knowledge.forget(ending.signal), stage.knowledge.forget(ending.signal)];
      await until(async () => (await reached()) !== before);
      ending.abort(new Error('killed'));
      const results = await Promise.allSettled(workers);
      ended += results.filter(({ status }) => status === 'rejected').length;
    }
    expect(ended).toBeGreaterThan(0);
    const { id: fresh } = await ok(alice.createChat());
    await ok(alice.sendMessage(fresh, { content: `${words.join(' ')}.`, message_type: 'FILE' }));
    await ok(alice.sendMessage(fresh, KEPT));
    await stage.ask(alice, fresh, QUESTION);
    expect(await indexOf(api, chatId)).toEqual(await indexOf(api, fresh));
  });

  it('has its chat indexed again where an older release did not keep how long it is', async () => {
    const place = await begin();
    const { chatId } = place;
    await stage.ask(alice, chatId, QUESTION);
    await api.pool.query('UPDATE passage SET length = NULL WHERE chat_id = $1', [chatId]);
    await replaceText(stage, place);
    await stage.knowledge.forget(signal());
    expect(await stage.knowledge.rebuildNext(signal())).toBe(true);
    expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
    const { id: fresh } = await ok(alice.createChat());
    await ok(alice.sendMessage(fresh, KEPT));
    await stage.ask(alice, fresh, QUESTION);
    expect(await indexOf(api, chatId)).toEqual(await indexOf(api, fresh));
  });

  describe('behind a chat that fails each time', () => {
    const failing = (table: string, event: string, chatId: number) =>
      failRows(api, event, table, `${event === 'DELETE' ? 'OLD' : 'NEW'}.chat_id = ${chatId}`);
    afterEach(() => failNoRows(api));

    it('is forgotten', async () => {
      const places = [await begin(), await begin()] as const;
      for (const place of places) {
        await stage.ask(alice, place.chatId, QUESTION);
        await replaceText(stage, place);
      }
      const [{ chatId: failed }, { chatId }] = places;
      await failing('forgotten_text', 'DELETE', failed);
      await stage.knowledge.forget(signal()).catch(() => undefined);
      expect(await columnsWith(api, chatId, FORMS)).toEqual([]);
      expect(await columnsWith(api, failed, FORMS)).toEqual(['posting.term']);
      await api.pool.query('DROP TRIGGER fail ON forgotten_text');
      await stage.knowledge.forget(signal());
      expect(await columnsWith(api, failed, FORMS)).toEqual([]);
    });

    it('is indexed again', async () => {
      const [{ chatId: failed }, { chatId }] = [await begin(), await begin()];
      const versions = async () => {
        const { rows } = await api.pool.query<{ version: number }>(
          'SELECT version FROM knowledge WHERE chat_id = ANY ($1) ORDER BY chat_id',
          [[failed, chatId]],
        );
        return rows.map(({ version }) => version);
      };
      for (const each of [failed, chatId]) await stage.ask(alice, each, QUESTION);
      const [now] = await versions();
      await api.pool.query('UPDATE knowledge SET version = -1 WHERE chat_id = $1', [failed]);
      await api.pool.query('UPDATE knowledge SET version = 0 WHERE chat_id = $1', [chatId]);
      await failing('knowledge', 'UPDATE', failed);
      const pass = async () => {
        for (let nth = 0; nth < 5; nth++) if (!(await stage.knowledge.rebuildNext(signal()).catch(() => false))) return;
      };
      await pass();
      expect(await versions()).toEqual([-1, now]);
      await api.pool.query('DROP TRIGGER fail ON knowledge');
      await pass();
      expect(await versions()).toEqual([now, now]);
    });
  });
});
