import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const HANDBOOK = [
  'The harbour office is open from nine to five, and on Sundays it is closed.',
  'Mooring costs twelve euros a night for boats of up to ten metres.',
  'Electricity is paid at the machine beside the gate of the harbour.',
  'Dogs are welcome on the quay if they are kept on a lead.',
  'The showers are behind the harbour office and open with the code of the gate.',
  'Diesel is sold at the fuel dock until six in the evening.',
];
const MAIL = `Sehr geehrte Damen und Herren, anbei erhalten Sie die Rechnung für den Monat Mai. Bitte überweisen Sie den Betrag
innerhalb von vierzehn Tagen auf unser Konto bei der Sparkasse. Mit freundlichen Grüßen aus der Buchhaltung des Hafens.

This e-mail is confidential and is intended for the one to whom it is addressed. If you are not the one for whom it is
meant, you must not use it in any way, and what is in it is not to be given to others; when in doubt, ask what to do.`;
const FOREIGN = [
  'Der Hafenmeister ist von neun bis fünf Uhr in seinem Büro am Kai zu erreichen.',
  'Les chiens sont les bienvenus sur le quai, et le bureau du port ouvre à neuf heures.',
  'El amarre cuesta doce euros por noche para los barcos de hasta diez metros.',
  'Стоянка стоит двенадцать евро за ночь, а офис порта открыт с девяти.',
  '港口办公室九点开门，停泊费每晚十二欧元。',
  'ハーバーの事務所は九時に開きます。犬も歓迎です。',
];
const QUESTIONS = [
  'When is the harbour office open?',
  'What does it cost to moor a boat for the night?',
  'Where is it that you pay for the electricity?',
  'Are dogs welcome, and what is to be done with them?',
  'How do I get into the showers?',
  'Until when can you buy diesel?',
];

describe('a passage in another language', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  async function chatWith(texts: readonly string[]): Promise<number> {
    const { id } = await ok(alice.createChat());
    for (const text of texts) await ok(alice.sendMessage(id, text));
    return id;
  }

  it('does not take a chat over by the function words of the question', async () => {
    const chatId = await chatWith([...HANDBOOK, MAIL]);
    for (const question of QUESTIONS) expect(textsOf(await stage.ask(alice, chatId, question))[0]).not.toBe(MAIL);
  });

  it(
    'changes neither order nor score of the others, at any place',
    () =>
      holds(
        8,
        fc.record({
          added: fc.array(fc.record({ text: fc.constantFrom(...FOREIGN), at: fc.nat(HANDBOOK.length) }), {
            minLength: 1,
            maxLength: 4,
          }),
          question: fc.constantFrom(...QUESTIONS),
        }),
        async ({ added, question }) => {
          const mixed: string[] = [...HANDBOOK];
          for (const { text, at } of added) mixed.splice(at, 0, text);
          const [alone, among] = [await chatWith(HANDBOOK), await chatWith(mixed)];
          const expected = await stage.ask(alice, alone, question);
          const found = (await stage.ask(alice, among, question)).filter(({ text }) => HANDBOOK.includes(text));
          expect(found.map(({ text, score }) => [text, score])).toEqual(
            expected.map(({ text, score }) => [text, score]),
          );
        },
      ),
    PROPERTY_TIMEOUT,
  );
});
