import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

/** A text, a question that has one of its words in another form, and a text that has none. */
const LANGUAGES: [language: string, text: string, question: string, other: string][] = [
  [
    'English',
    'The invoices of our suppliers are paid at the end of the month.',
    'when is an invoice paid?',
    'The kitchen on the second floor is closed today.',
  ],
  [
    'Spanish',
    'Las facturas de los proveedores se pagan al final de cada mes.',
    '¿cuándo vence una factura?',
    'La cocina del segundo piso está cerrada hoy.',
  ],
  [
    'German',
    'Die Rechnungen unserer Lieferanten werden am Ende des Monats bezahlt.',
    'Wann ist eine Rechnung fällig?',
    'Die Küche im zweiten Stock ist heute geschlossen.',
  ],
  [
    'French',
    'Les factures de nos fournisseurs sont payées à la fin du mois.',
    'Quand une facture est-elle payée ?',
    'La cuisine du deuxième étage est fermée aujourd’hui.',
  ],
  [
    'Russian',
    'Счета наших поставщиков оплачиваются в конце каждого месяца.',
    'Когда платить поставщику?',
    'Кухня на втором этаже сегодня закрыта.',
  ],
  [
    'Arabic',
    'يتم دفع فواتير الموردين في نهاية كل شهر من السنة.',
    'متى يدفع المورد الفواتير؟',
    'المطبخ في الطابق الثاني مغلق اليوم.',
  ],
  [
    'Hindi',
    'हमारे कर्मचारियों की बैठक हर सोमवार को बड़े कमरे में होती है।',
    'बैठकें कब होती हैं?',
    'दूसरी मंजिल की रसोई आज बंद रहेगी और कल खुलेगी।',
  ],
  [
    'Turkish',
    'Tedarikçilerin faturaları her ayın sonunda İstanbul şubesinde ödenir.',
    'ISTANBUL değil, istanbul faturası ne zaman?',
    'İkinci kattaki mutfak bugün kapalıdır.',
  ],
  [
    'Greek',
    'Τα τιμολόγια των προμηθευτών μας πληρώνονται στο τέλος του μήνα.',
    'πότε πληρώνεται το τιμολόγιο;',
    'Η κουζίνα στον δεύτερο όροφο είναι κλειστή σήμερα.',
  ],
  ['Chinese', '供应商的发票在每个月的月底付款。', '发票什么时候付款？', '二楼的厨房今天关闭。'],
  ['Japanese', '仕入先の請求書は毎月末に支払われます。', '請求書の支払', '台所が今日閉まっている'],
  ['Thai', 'ใบแจ้งหนี้ของผู้ขายจะชำระในตอนสิ้นเดือนทุกเดือน', 'ชำระใบแจ้งหนี้เมื่อไร', 'ห้องครัวชั้นสองปิดวันนี้'],
  [
    'Chinese with Latin words',
    '我们用 PostgreSQL 数据库保存 Invoices。',
    'postgresql invoice?',
    '二楼的厨房今天关闭。',
  ],
];

describe('a question finds a text of its language by another form of its words', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  let everything: number;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
    everything = (await ok(alice.createChat())).id;
    for (const [, text, , other] of LANGUAGES) {
      await ok(alice.sendMessage(everything, text));
      await ok(alice.sendMessage(everything, other));
    }
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  it.each(LANGUAGES)('%s', async (_language, text, question, other) => {
    const { id: chatId } = await ok(alice.createChat());
    await ok(alice.sendMessage(chatId, other));
    await ok(alice.sendMessage(chatId, text));
    expect(textsOf(await stage.ask(alice, chatId, question))).toEqual([text]);
  });

  it.each(LANGUAGES)('%s, among all the others', async (_language, text, question) => {
    expect(textsOf(await stage.ask(alice, everything, question))[0]).toBe(text);
  });

  it('in full-width letters too', async () => {
    expect(textsOf(await stage.ask(alice, everything, 'Ｐｏｓｔｇｒｅｓｑｌ'))).toEqual([LANGUAGES.at(-1)?.[1]]);
  });
});
