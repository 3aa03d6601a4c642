import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { answered, ended, ragChat, ragOf, sendFile } from '../support/reply-chats.js';
import { expectCited } from '../support/reply-citations.js';

const PRICES = `sku,name,price\n${Array.from({ length: 300 }, (_, nth) => `SKU-${1000 + nth},Part ${nth},${(nth + 3) / 4}`).join('\n')}\n`;

const FILES: Readonly<Record<string, string>> = {
  'prices.csv': PRICES,
  'about.md': `What is clear is that nobody knows. What is said is that it rains, and what is done is done.

Zentra sells lamps. It is a shop in Rome.`,
  'faq.md': `**When do you open?** We open at nine.

**Do you repair watches?**

Only on Mondays, by Ann.`,
  'hours.md': `The museum lends out:

- bicycles for adults
- bicycles for children
- one tandem

Nothing of that may leave the island.`,
  'fr.md': `Ce qui est clair, c'est que la ville est vieille. Qu'est-ce que c'est que la mer ?

Kervelan est un phare de granit. Les gardiens y sont restés jusqu'en 1987.`,
  'slip.toml': `# The slip is closed in winter.
[slip]
fee = 8

# Whoever books the hoist pays ahead.
[hoist]
fee = 40
`,
  'note.md': 'The tower is old.[5] It has 212 steps.[6] Its bell weighs a ton.',
};

const CASES: readonly [question: string, quotes: string[]][] = [
  ['What is the price of SKU-1213?', ['> sku: SKU-1213 | name: Part 213 | price: 54 [1]']],
  ['What is Zentra?', ['> Zentra sells lamps. [1]']],
  ['When do you open?', ['> We open at nine. [1]']],
  ['Do you repair watches?', ['> Only on Mondays, by Ann. [1]']],
  [
    'What does the museum lend out?',
    ['> The museum lends out:\n> - bicycles for adults\n> - bicycles for children\n> - one tandem [1]'],
  ],
  ["Qu'est-ce que Kervelan ?", ['> Kervelan est un phare de granit. [1]']],
  ['Who books the hoist?', ['> # Whoever books the hoist pays ahead. [1]']],
  ['How many steps are there?', ['> It has 212 steps. [1]']],
];

describe('a reply without a model quotes', () => {
  let api: ApiServer;

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(CASES)('to "%s" what answers it, whole and alone', async (question, quotes) => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    for (const [filename, content] of Object.entries(FILES))
      await ended(owner, await sendFile(owner, chatId, content, { filename }));
    const reply = await answered(owner, chatId, question);
    expect(reply.content.split('\n\n').slice(1)).toEqual(quotes);
    expect(ragOf(reply).citations).toHaveLength(quotes.length);
    await expectCited(api.pool, reply);
  });
});
