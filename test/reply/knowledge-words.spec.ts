import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const OTHER = 'The kitchen on the second floor is closed today, and nobody knows for how long.';

/** A word as it was written, and as somebody asks for it. */
const WRITTEN: [what: string, text: string, question: string][] = [
  ['with a soft hyphen', 'The moor\u00ading fee is twelve euros.', 'mooring?'],
  ['with a zero-width space', 'The moor\u200bing fee is twelve euros.', 'mooring?'],
  ['with a word joiner', 'The moor\u2060ing fee is twelve euros.', 'mooring?'],
  ['with a byte order mark', 'The moor\ufeffing fee is twelve euros.', 'mooring?'],
  ['with a variation selector', 'The moor\ufe0fing fee is twelve euros.', 'mooring?'],
  ['with a grapheme joiner', 'The moor\u034fing fee is twelve euros.', 'mooring?'],
  ['with a joiner, in Latin script', 'The moor\u200ding fee is twelve euros.', 'mooring?'],
  ['with a non-joiner, in Persian', 'من کتاب\u200cخانه را دوست دارم.', 'کتابخانه کجاست؟'],
  ['with an accent', 'Le musée ouvre à neuf heures du matin.', 'musee?'],
  ['without its accent', 'Le musee ouvre a neuf heures du matin.', 'Quand ouvre le musée ?'],
  ['with a tilde', 'Ms Muñoz keeps the keys of the boathouse.', 'Who is Munoz?'],
  ['with Vietnamese marks', 'Trụ sở của công ty nằm ở Hà Nội.', 'tru so o Ha Noi?'],
  ['with a diaeresis', 'Our new colleague Zoë starts on Monday.', 'When does Zoe start?'],
  ['with an umlaut, asked for by two letters', 'Der Zug nach Zürich hält in Bülach.', 'Zuerich?'],
  ['with two letters for an umlaut', 'Der Zug nach Zuerich hält in Buelach.', 'Wann fährt der Zug nach Zürich?'],
  ['with umlaut and sharp s', 'Frau Größlin sammelt die Anträge.', 'Wer ist Groesslin?'],
  ['in a plural that French stemming leaves', 'Les vélos restent dans la cour.', 'Où mettre mon vélo ?'],
  ['in such a singular', 'La photo est accrochée dans le bureau.', 'Où sont les photos ?'],
  ['with niqqud', 'הַסֵּפֶר נמצא על השולחן במשרד.', 'איפה הספר?'],
  ['with harakat', 'يُفْتَحُ المَتْحَفُ في التاسعة صباحا.', 'المتحف؟'],
  ['with a Persian kaf and yeh', 'کیک شکلاتی در یخچال است.', 'كيك شكلاتي كجاست؟'],
  ['with a final sigma', 'Ο ΛΟΓΟΣ ΗΤΑΝ ΣΥΝΤΟΜΟΣ.', 'ποιος λόγος;'],
  ['in the plural, in a short text', 'Dogs are welcome', 'dog?'],
  ['as a name that is a function word', 'Will is our accountant.', 'Who is Will?'],
  ['in capitals that are a function word in small ones', 'IT is on the third floor.', 'Where is IT?'],
  ['in small letters though it is a name', 'Will is our accountant.', 'who is will'],
];

describe('a word is found as it was written', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  async function chatWith(...texts: readonly string[]): Promise<number> {
    const { id } = await ok(alice.createChat());
    for (const text of texts) await ok(alice.sendMessage(id, text));
    return id;
  }

  it.each(WRITTEN)('%s', async (_what, text, question) => {
    expect(textsOf(await stage.ask(alice, await chatWith(OTHER, text), question))).toEqual([text]);
  });

  it.each([
    ['Le musee ferme à midi le mardi.', 'Le musée ferme à midi le lundi.', 'Quand ferme le musée ?'],
    ['Hồ sơ của chị Ma ở văn phòng.', 'Hồ sơ của chị Mã ở văn phòng.', 'Hồ sơ của chị Mã ở đâu?'],
    [
      'Please bring a résumé to the interview.',
      'Please bring a resume to the interview.',
      'Who should bring a resume?',
    ],
  ])('and first as it is asked for: not %s', async (other, text, question) => {
    const found = await stage.ask(alice, await chatWith(other, text), question);
    expect(textsOf(found)).toEqual([text, other]);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 0);
  });
});
