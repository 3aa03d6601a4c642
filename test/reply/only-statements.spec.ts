import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { answered, ragChat, ragOf } from '../support/reply-chats.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

describe('what people ask for is no evidence', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it('a request that was made before is not cited', async () => {
    const { id: chatId } = await ragChat(alice);
    await answered(alice, chatId, 'Tell me about the mooring fees');
    const reply = await answered(alice, chatId, 'Explain the mooring fees to me');
    expect(ragOf(reply).citations).toEqual([]);
  });

  it.each([
    ['mooring fees', 'What are the mooring fees?'],
    ['I have a question about the mooring fees', 'How high are the mooring fees?'],
    ['Mooring fees, please', 'I need the mooring fees'],
    ['停泊费', '停泊费是多少？'],
  ])('nor one that says less than the question: %s', async (first, second) => {
    const { id: chatId } = await ragChat(alice);
    await answered(alice, chatId, first);
    const reply = await answered(alice, chatId, second);
    expect(ragOf(reply).citations).toEqual([]);
  });

  it('of a message that also states something, that is found', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const text =
      'Hi all! 😀 The mooring fee is twelve euros a night. Can somebody explain the mooring fees to me? Thanks!';
    await ok(alice.sendMessage(chatId, text));
    const [found] = await stage.ask(alice, chatId, 'How much is the mooring fee?');
    expect(found).toMatchObject({ text: '😀 The mooring fee is twelve euros a night.', start: 8, end: 50 });
  });

  it('a document may ask', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const faq = 'When does the shop open?\n\nAt nine.';
    await ok(
      alice.sendMessage(chatId, { content: faq, message_type: 'FILE', message_metadata: { filename: 'faq.txt' } }),
    );
    expect(textsOf(await stage.ask(alice, chatId, 'the shop opens when'))).toEqual([faq]);
  });
});
