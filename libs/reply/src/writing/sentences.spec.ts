import { describe, expect, it } from '@jest/globals';
import { sentencesOf } from './sentences.js';

const shown = (text: string, header?: string) =>
  sentencesOf({
    chatId: 1,
    messageId: 1,
    filename: undefined,
    source: 'content',
    start: 0,
    end: text.length,
    text,
    header,
    score: 1,
  }).map(({ lines }) => lines.join(' / '));

describe('what may be quoted of a passage', () => {
  it.each([
    ['sentences', 'One is here. Two\nis there! Three?', ['One is here.', 'Two is there!', 'Three?']],
    [
      'records that begin alike',
      'Ext. 200 Ann\nExt. 201 Bob\nExt. 202 Cem',
      ['Ext. 200 Ann', 'Ext. 201 Bob', 'Ext. 202 Cem'],
    ],
    ['an extension', 'Call Ext. 200 for help. It is free.', ['Call Ext. 200 for help.', 'It is free.']],
    ['a month that ends a sentence', 'It opens in May. The shop is new.', ['It opens in May.', 'The shop is new.']],
    [
      'titles and initials',
      'Dr. Rossi met J. Bond of the U.S. embassy.',
      ['Dr. Rossi met J. Bond of the U.S. embassy.'],
    ],
    [
      'times of day that end a sentence',
      'We open at 9 a.m. Orders leave by 5 p.m. A deposit is due. It is 9 a.m. EST, or 9 a.m. Monday.',
      ['We open at 9 a.m.', 'Orders leave by 5 p.m.', 'A deposit is due.', 'It is 9 a.m. EST, or 9 a.m. Monday.'],
    ],
    ['days that are counted', 'Am 3. Mai ist zu. Danach nicht.', ['Am 3. Mai ist zu.', 'Danach nicht.']],
    [
      'floors that are counted',
      'Die Wohnung im 3. Obergeschoss ist frei.',
      ['Die Wohnung im 3. Obergeschoss ist frei.'],
    ],
    [
      'titles of a contract',
      '§ 3 Kaution\nDrei Mieten.\n\n4.2 Fees\nNone.\n\n第三条 押金\n两个月。',
      ['Drei Mieten.', 'None.', '两个月。'],
    ],
    ['a reference, which is no title', 'Es gilt § 3.\n§ 4 gilt nicht.', ['Es gilt § 3.', '§ 4 gilt nicht.']],
    [
      'sections of settings',
      '[cache]\nbackend = "redis"\nttl = 300\n\n[limits]\nupload_mb = 25',
      ['backend = "redis"', 'ttl = 300', 'upload_mb = 25'],
    ],
    ['a short name', 'I met Bob. He left.', ['I met Bob.', 'He left.']],
    ['said in quotes', '"Really?" she said. "No!"', ['"Really?" she said.', '"No!"']],
    [
      'marks of notes',
      'Rome is old.[5] It is big.[6][7] And warm.',
      ['Rome is old.[5]', 'It is big.[6][7]', 'And warm.'],
    ],
    ['bold questions', '**When do you open?** We open at nine.', ['**When do you open?**', 'We open at nine.']],
    ['headings, which are none', '# Hours\n\nNine to five.\n\nFees\n----\nNone.', ['Nine to five.', 'None.']],
    [
      'languages without spaces',
      '法国的首都是巴黎。意大利的首都是罗马。',
      ['法国的首都是巴黎。', '意大利的首都是罗马。'],
    ],
    [
      'rows of CSV, with their labels',
      'sku,name,price\nA-1,"Lamp, red",3.00\nA-2,Table,4.50\n',
      ['sku: A-1 | name: Lamp, red | price: 3.00', 'sku: A-2 | name: Table | price: 4.50'],
    ],
    ['of TSV', 'name\tcity\nAnn\tRome\nBob\tParis', ['name: Ann | city: Rome', 'name: Bob | city: Paris']],
    [
      'of semicolons, below what introduces them',
      'Prices:\nsku;price\nA-1;3,00\nA-2;4,00',
      ['sku: A-1 | price: 3,00', 'sku: A-2 | price: 4,00'],
    ],
    [
      'of Markdown',
      'Before it.\n| sku | price |\n|---|--:|\n| A-1 | 3.00 |\n| A-2 | 4.00 |\n\nAfter it.',
      ['Before it.', 'sku: A-1 | price: 3.00', 'sku: A-2 | price: 4.00', 'After it.'],
    ],
    [
      'in columns',
      'Item        Price\nLamp        3.00\nTable       4.50',
      ['Item: Lamp | Price: 3.00', 'Item: Table | Price: 4.50'],
    ],
    ['rows without labels', '1,2,3\n4,5,6\n7,8,9', ['1 | 2 | 3', '4 | 5 | 6', '7 | 8 | 9']],
    [
      'a cell of several lines',
      'sku,note,price\nA-1,"red\nand big",3.00\nA-2,blue,4.00',
      ['sku: A-1 | note: red and big | price: 3.00', 'sku: A-2 | note: blue | price: 4.00'],
    ],
    [
      'lines of a log',
      '2024-05-01 10:00:00 INFO started\n2024-05-01 10:00:02 ERROR disk is full\n2024-05-01 10:00:03 INFO stopped',
      [
        '2024-05-01 10:00:00 INFO started',
        '2024-05-01 10:00:02 ERROR disk is full',
        '2024-05-01 10:00:03 INFO stopped',
      ],
    ],
    [
      'settings, below their key',
      'server:\n  port: 8080\n  host: example.org\ndb:\n  port: 5432',
      ['server: / port: 8080', 'server: / host: example.org', 'db: / port: 5432'],
    ],
    [
      'a short list with what introduces it',
      'It is open:\n- Monday 9-5\n- Tuesday 10-4\n\nElse it is closed.',
      ['It is open: / - Monday 9-5 / - Tuesday 10-4', 'Else it is closed.'],
    ],
    ['items that go on', '- one thing\n  and more\n- another', ['- one thing and more', '- another']],
    [
      'lines that somebody ended',
      'Opening hours\nMon-Fri 9-5\nSat 10-2 by appointment\nSun closed',
      ['Opening hours', 'Mon-Fri 9-5', 'Sat 10-2 by appointment', 'Sun closed'],
    ],
    [
      'lines that were wrapped',
      'This is a text that was wrapped at some\nwidth. So its lines are about as long,\nall but the last.',
      ['This is a text that was wrapped at some width.', 'So its lines are about as long, all but the last.'],
    ],
    [
      'prose with commas',
      'He came, saw, and\nwon, they say, and\nleft, at last, for\nRome.',
      ['He came, saw, and won, they say, and left, at last, for Rome.'],
    ],
  ])('%s', (_what, text, lines) => {
    expect(shown(text)).toEqual(lines);
  });

  it('a long list: its items, each below what introduces it', () => {
    const items = Array.from({ length: 40 }, (_, nth) => `- item ${nth}`);
    expect(shown(`These are free:\n${items.join('\n')}`)[7]).toBe('These are free: / - item 7');
  });

  it('rows from the middle of a table', () => {
    expect(shown('A-7,3.00\nA-8,4.00', 'sku,price')).toEqual(['sku: A-7 | price: 3.00', 'sku: A-8 | price: 4.00']);
    expect(shown('A-7,3.00', 'sku,price')).toEqual(['sku: A-7 | price: 3.00']);
  });
});
