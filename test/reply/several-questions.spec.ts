import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { answered, ragChat, ragOf } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';

const HARBOUR = `# Prices

| service | price | notice |
| --- | --- | --- |
| crane | 40.00 | two days |
| diver | 65.00 | one week |

# Office

The office is open from nine to five on weekdays. On Saturdays it closes at noon.

# Keys

Ann Rossi keeps the spare key of the boat house.`;

const HAFEN = `# Preise

Der Kran kostet vierzig Euro. Ein Taucher kostet fünfundsechzig Euro.

# Büro

Das Büro schließt am Samstag um zwölf Uhr. Den Schlüssel zum Bootshaus hat Frau Rossi.`;

describe('a message that asks several questions', () => {
  let api: ApiServer;
  let alice: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
  });
  afterAll(() => api.close());

  const ask = async (document: string, question: string) => {
    const chatId = (await ragChat(alice)).id;
    await readMarkdown(alice, chatId, document, 'harbour.md');
    return answered(alice, chatId, question);
  };

  it.each([
    [HARBOUR, 'How much is the crane, and when does the office close on Saturdays?', ['price: 40.00', 'at noon']],
    [HARBOUR, 'Who has the spare key of the boat house? And how much is the diver?', ['Ann Rossi', 'price: 65.00']],
    [HAFEN, 'Was kostet der Kran, und wer hat den Schlüssel zum Bootshaus?', ['vierzig Euro', 'Frau Rossi']],
  ])('is answered by a quote for each', async (document, question, answers) => {
    const reply = await ask(document, question);
    for (const answer of answers) expect(reply.content).toContain(answer);
    expect(ragOf(reply).citations).toHaveLength(answers.length);
  });

  it('is quoted once where one sentence answers both', async () => {
    const reply = await ask(HARBOUR, 'How much is the crane, and how long is the notice for the crane?');
    expect(reply.content).toContain('price: 40.00 | notice: two days');
    expect(ragOf(reply).citations).toHaveLength(1);
  });

  it('says of which of them nothing was found', async () => {
    const reply = await ask(HARBOUR, 'How much is the crane, and where can I buy tickets for the museum?');
    expect(reply.content).toContain('price: 40.00');
    expect(reply.content).toMatch(
      /“and where can I buy tickets for the museum\?” Sorry, I found nothing about this here/,
    );
    expect(ragOf(reply).citations).toHaveLength(1);
  });
});
