import { Database } from '#libs/database';
import { forgetStatements, KnowledgeService, type Scope } from '#libs/knowledge';
import { VectorSearch } from '../../../libs/knowledge/src/embedding/vector-search.js';
import { ok } from '../../support/expectations.js';
import { takeBack } from '../../support/group-chats.js';
import { answered, ended, lookAt, ragChat, replyTo, sendFile } from '../../support/reply-chats.js';
import { markdownFile } from '../../support/reply-documents.js';
import { until } from '../../support/until.js';
import type { Visit } from './visit.js';

export async function writeReplies(visit: Visit): Promise<void> {
  const { owner } = visit;
  const { model } = visit.stage;
  const { id: chatId } = await ragChat(owner);
  model.behave({ does: 'answer', chunks: ['Yes.'], usage: { prompt_tokens: 10, completion_tokens: 1 } });
  const { content, metadata } = markdownFile('The core holds forty rods.');
  const file = await ended(owner, await sendFile(owner, chatId, content, metadata));
  await ok(owner.sendMessage(chatId, { content: 'Be brief.', message_type: 'SYSTEM' }));
  await answered(owner, chatId, 'How many rods does the core hold?');
  await ended(owner, await sendFile(owner, chatId, '<p>The core is cold.</p>', { media_type: 'text/html' }));
  const { id: widely } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
  await answered(owner, widely, 'How many rods does the core hold?');
  const cold = { content: 'Is it cold?', client_message_id: 'cold' };
  for (let times = 0; times < 2; times++) await ok(owner.sendMessage(widely, cold, { headers: { prefer: 'wait=30' } }));
  model.behave({ does: 'hang', chunks: ['So far it'] });
  const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
  await until(
    async () => (await ok(owner.listMessages(chatId, { around: reply.id, limit: 1 }))).data[0]?.content !== '',
  );
  const vectors = visit.stage.api.app.get(VectorSearch, { strict: false });
  const sought = { model: 'e', vector: Float32Array.of(1) };
  await vectors.scores(visit.stage.api.app.get(Database, { strict: false }), [{ chatId, id: 1 }], sought);
  await visit.stage.live.ofUser(owner);
  await ok(owner.updateMessageStatus(reply.id, { status: 'FAILED' }));
  model.behave({ does: 'answer', chunks: ['Whole.'] });
  await ok(owner.updateMessageStatus(reply.id, { status: 'SENDING' }));
  await ended(owner, reply);
  // A source that replies of two chats cite.
  model.behave({ does: 'answer', chunks: ['Forty [1].'] });
  for (const asked of [chatId, widely]) await answered(owner, asked, 'How many rods does the core hold?');
  await ok(takeBack(owner, file));
  await until(async () => (await visit.stage.api.pool.query('SELECT 1 FROM message_citation_due')).rowCount === 0);
  // A chat that another one cites, which is deleted.
  const { id: from } = await ragChat(owner);
  await ok(owner.sendMessage(from, 'The core holds fifty rods.'));
  const citing = await answered(owner, widely, 'How many rods does the core hold?');
  await ok(owner.updateChatStatus(from, { status: 'DELETED' }));
  await until(async () => (await lookAt(owner, citing)).change_seq > citing.change_seq);
}

/** Finds words for a question, forgets a text, and rebuilds an index that another release has made. */
export async function knowAndForget(visit: Visit): Promise<void> {
  const { api } = visit.stage;
  const service = api.app.get(KnowledgeService, { strict: false });
  const { userId } = visit.owner;
  const chatId = (await ok(visit.owner.listChats({ q: 'rods' }))).data[0]!.id;
  for (const isOwnersChats of [false, true]) await rodsIn(service, { userId, chatId, isOwnersChats });
  await forgetting(visit, chatId, service);
  await api.pool.query('UPDATE knowledge SET version = version - 1 WHERE chat_id = $1', [chatId]);
  await service.rebuildNext(new AbortController().signal);
}

async function rodsIn(service: KnowledgeService, scope: Scope): Promise<void> {
  const turns = { question: 'How many rods?', earlier: [] };
  const passages = await service.search(scope, turns, { characters: 1_000, excluded: [] });
  await service.words(scope, turns, passages);
}

/** Forgets a text of more words than one round looks through. */
async function forgetting(visit: Visit, chatId: number, service: KnowledgeService): Promise<void> {
  const { api } = visit.stage;
  const { id: messageId } = await ok(visit.owner.sendMessage(chatId, 'The pool beside it holds nine rods.'));
  await answered(visit.owner, chatId, 'How many rods does the pool hold?');
  const client = await api.pool.connect();
  await client.query('SET auto_explain.log_min_duration = -1');
  await client.query(
    `INSERT INTO posting (chat_id, term, first_id, packed)
     SELECT $1, 'en word' || g, p.id, '\\x00000101' FROM passage p, generate_series(1, 1500) g
     WHERE p.chat_id = $1 AND p.message_id = $2`,
    [chatId, messageId],
  );
  client.release(true);
  await api.app.get(Database, { strict: false }).transaction(async (tx) => {
    for (const statement of forgetStatements([{ chatId, messageId }])) await tx.query(statement);
  });
  await service.forget(new AbortController().signal);
  await until(async () => (await api.pool.query('SELECT 1 FROM forgotten_text')).rowCount === 0);
}
