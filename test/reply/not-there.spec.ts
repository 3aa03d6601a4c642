import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { answered, ended, ragChat, ragOf, sendFile } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';

const SHOP = `# Opening hours

The shop opens at nine and closes at six.

# Returns

Parcels may be returned within thirty days. The refund is paid to the card that was used.`;

describe('what is not there', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    chatId = (await ragChat(alice)).id;
    await readMarkdown(alice, chatId, SHOP, 'shop.md');
  });
  afterAll(() => api.close());

  it('is said to be not there, though words of the question are', async () => {
    for (const question of ['Which card games does the Vienna museum sell?', 'Do you repair watches?']) {
      const reply = await answered(alice, chatId, question);
      expect([question, ragOf(reply).citations]).toEqual([question, []]);
      expect(reply.content).toContain('I found nothing about this here');
    }
  });

  it.each([
    ['hello', 'Hello!'],
    ['thanks a lot!', 'You are welcome!'],
    ['Who are you?', 'I am the assistant'],
    ['Guten Morgen!', 'Hallo!'],
    ['谢谢', '不客气'],
  ])('small talk is answered kindly, with no quote: %s', async (talk, line) => {
    expect(ragOf(await answered(alice, chatId, 'When does the shop open?')).citations).toHaveLength(1);
    const reply = await answered(alice, chatId, talk);
    expect(reply.content).toContain(line);
    expect(ragOf(reply).citations).toEqual([]);
  });

  it.each(['Explain the mooring fees to me', 'Erkläre mir die Liegegebühren'])(
    'is not what was said just before: %s',
    async (question) => {
      const chat = await ragChat(alice);
      await alice.sendMessage(chat.id, { content: 'Ann has the key.', message_metadata: { reply: false } });
      await alice.sendMessage(chat.id, { content: 'Ann hat den Schlüssel.', message_metadata: { reply: false } });
      expect(ragOf(await answered(alice, chat.id, question)).citations).toEqual([]);
    },
  );

  it.each([
    ['pt', 'A assembleia será em junho, no salão de festas.', 'Quando é a assembleia?', 'Onde vai ser?'],
    ['es', 'La asamblea será en junio, en el salón de actos.', '¿Cuándo es la asamblea?', '¿Y dónde va a ser?'],
    [
      'fr',
      "L'assemblée aura lieu en juin, dans la salle des fêtes.",
      "C'est quand, l'assemblée ?",
      'Et où ça va être ?',
    ],
  ])(
    'is asked for again by a question of function words, and quoted: %s',
    async (_language, text, question, followUp) => {
      const chat = await ragChat(alice);
      await readMarkdown(alice, chat.id, text, 'a.md');
      expect(ragOf(await answered(alice, chat.id, question)).citations).toHaveLength(1);
      expect(ragOf(await answered(alice, chat.id, followUp)).citations).toHaveLength(1);
    },
  );

  it('is not a row with another number', async () => {
    const chat = await ragChat(alice);
    const rows = Array.from({ length: 300 }, (_, nth) => `SKU-${1000 + nth},Garden item ${nth},${nth}.50`);
    await ended(alice, await sendFile(alice, chat.id, ['sku,name,price', ...rows].join('\n'), { filename: 'a.csv' }));
    expect((await answered(alice, chat.id, 'What is the price of SKU-1213?')).content).toContain('price: 213.50');
    expect(ragOf(await answered(alice, chat.id, 'What is the price of SKU-9999?')).citations).toEqual([]);
  });

  it('is no row that shares but its labels with the question', async () => {
    const chat = await ragChat(alice);
    const rows = ['KL17,Madrid,07:15', 'IB31,Vienna,08:40', 'LH22,Frankfurt,09:05'];
    await ended(
      alice,
      await sendFile(alice, chat.id, ['flight,to,departs', ...rows].join('\n'), { filename: 'a.csv' }),
    );
    const ask = (city: string) => answered(alice, chat.id, `When does the flight to ${city} depart?`);
    expect((await ask('Vienna')).content).toContain('flight: IB31');
    expect(ragOf(await ask('Rome')).citations).toEqual([]);
  });

  it.each([
    ['en', 'The crane costs forty euros a day.', 'What does the crane cost a day?', 'Do you sell lamps?'],
    ['fr', 'La grue coûte quarante euros par jour.', 'Combien coûte la grue par jour ?', 'Avez-vous des marteaux ?'],
    ['de', 'Der Kran kostet vierzig Euro am Tag.', 'Was kostet der Kran am Tag?', 'Gibt es einen Balkon?'],
    ['zh', '起重机每天四十欧元。', '起重机每天多少钱？', '有草莓吗？'],
  ])('is not what was asked before: %s', async (_language, text, question, next) => {
    const chat = await ragChat(alice);
    await ended(alice, await sendFile(alice, chat.id, text, { filename: 'a.txt' }));
    expect(ragOf(await answered(alice, chat.id, question)).citations).toHaveLength(1);
    expect(ragOf(await answered(alice, chat.id, next)).citations).toEqual([]);
  });

  it.each([
    ['¿Cuánto cuesta la grúa?', '¿Hay piscina?', 'Lo siento'],
    ['Wo bekomme ich den Schlüssel?', 'Lampen?', 'leider nichts gefunden'],
    ['Où est la clé du garage ?', 'ok', 'Je vous en prie'],
    ['Where is the key?', 'bye', 'Goodbye!'],
    ['Dov’è la chiave della barca?', 'ciao', 'Ciao!'],
    ['hola', 'hasta luego', '¡Hasta luego!'],
  ])('is said in the language of the conversation: %s, then %s', async (question, next, said) => {
    const chat = await ragChat(alice);
    await answered(alice, chat.id, question);
    expect((await answered(alice, chat.id, next)).content).toContain(said);
  });

  it('but is a row with the number asked for, though no label says what it is', async () => {
    const chat = await ragChat(alice);
    const rows = Array.from(
      { length: 120 },
      (_, nth) => `Name${nth} Smith   +44 20 7946 ${1000 + nth}   Dept ${nth % 9}`,
    );
    await ended(alice, await sendFile(alice, chat.id, rows.join('\n'), { filename: 'contacts.txt' }));
    const reply = await answered(alice, chat.id, 'What is the phone number of Name55?');
    expect(reply.content).toContain('+44 20 7946 1055');
  });

  it('but what is there is quoted, also in a question that goes on', async () => {
    expect((await answered(alice, chatId, 'When does the shop open?')).content).toContain('opens at nine');
    expect((await answered(alice, chatId, 'And when does it close?')).content).toContain('closes at six');
  });

  it.each([
    ['en', 'The next meeting is on 16 June at half past six, at the library.', 'When is the next meeting?', 'where?'],
    ['fr', 'La réunion est déplacée au 14 mars à 9 h 30.', 'Quand a lieu la réunion ?', 'à quelle heure ?'],
    ['de', 'Frau Müller ist im August im Urlaub.', 'Wie heißt die Frau im Büro?', 'Wann ist sie im Urlaub?'],
    ['es', 'La clase de yoga es el martes a las 19:00.', '¿Qué día es la clase de yoga?', '¿a qué hora?'],
  ])('also by its interrogative alone, or beside what is not there: %s', async (_language, text, question, next) => {
    const chat = await ragChat(alice);
    await ended(alice, await sendFile(alice, chat.id, text, { filename: 'a.txt' }));
    await answered(alice, chat.id, question);
    expect(ragOf(await answered(alice, chat.id, next)).citations).toMatchObject([{ text }]);
  });

  it('and of several that have its words the one that was spoken of', async () => {
    const chat = await ragChat(alice);
    const rows = ['B-1,Garden hose,25 m,12', 'B-2,Garden hose,50 m,0', 'B-3,Rake,1 m,7'];
    const csv = ['sku,product,size,stock', ...rows].join('\n');
    await ended(alice, await sendFile(alice, chat.id, csv, { filename: 'a.csv' }));
    await answered(alice, chat.id, 'What is the sku of the 50 m garden hose?');
    expect((await answered(alice, chat.id, 'Is it in stock?')).content).toContain('stock: 0');
  });
});
