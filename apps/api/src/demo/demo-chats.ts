export const DEMO_USER = 'demo';

/** The people that the demo user talks to; the page lets its user act as each of them. */
export const DEMO_PEOPLE: readonly string[] = [DEMO_USER, 'maya', 'tom', 'ines'];

/** A message, by a key that is unique in its chat; a reaction to one; or how far somebody has read. */
export type DemoStep =
  | {
      readonly by: string;
      readonly key: string;
      readonly content: string;
      /** The key of the message that it is an answer to. */
      readonly answers?: string;
      readonly is_user?: boolean;
      readonly message_type?: 'FILE';
      readonly message_metadata?: object;
    }
  | { readonly by: string; readonly to: string; readonly reaction: string }
  | { readonly by: string; readonly to: string; readonly status: 'DELIVERED' | 'READ' };

export interface DemoChat {
  readonly owner: string;
  /** Of `createChat`; by its `session_id` it is found again. */
  readonly body: object;
  readonly steps: readonly DemoStep[];
}

const HANDBOOK = `# Handbook of the Lantern Café

## Opening hours

We are open from Tuesday to Sunday, 8:00 to 18:00. On Mondays the café is closed and the ovens are cleaned.

## Bookings

Tables for six people or more are booked a day ahead. A booking is kept for fifteen minutes, then the table is given away.

## Refunds

Whoever is not happy with a dish gets another one or the money back on the same day. Vouchers are refunded within five working days.

## Allergies

Nuts are stored on the lowest shelf and in red boxes only. The allergen list hangs beside the coffee machine and is brought up to date every Tuesday.
`;

export const DEMO_CHATS: readonly DemoChat[] = [
  {
    owner: DEMO_USER,
    body: { session_id: 'demo-desk', title: 'Help desk', rag_enabled: true },
    steps: [
      {
        by: DEMO_USER,
        key: 'handbook',
        message_type: 'FILE',
        content: HANDBOOK,
        message_metadata: { media_type: 'text/markdown', filename: 'handbook.md' },
      },
      { by: DEMO_USER, key: 'refund', content: 'When are vouchers refunded?' },
    ],
  },
  {
    owner: DEMO_USER,
    body: { session_id: 'demo-welcome', title: 'Welcome' },
    steps: [
      {
        by: DEMO_USER,
        key: 'hello',
        is_user: false,
        content: 'Hello! This chat is yours alone: write something, react, edit it, delete it.',
      },
      { by: DEMO_USER, key: 'first', content: 'A first message.' },
      { by: DEMO_USER, to: 'first', reaction: '👍' },
    ],
  },
  {
    owner: 'tom',
    body: { session_id: 'demo-shifts', title: 'Shifts', chat_type: 'GROUP', participants: ['maya', DEMO_USER] },
    steps: [
      { by: 'tom', key: 'swap', content: 'Can anybody take my Saturday morning? My sister is getting married!' },
      { by: 'maya', to: 'swap', reaction: '🎉' },
      { by: DEMO_USER, to: 'swap', reaction: '🎉' },
      { by: DEMO_USER, to: 'swap', status: 'READ' },
      { by: DEMO_USER, key: 'taken', content: 'I can. Congratulations to her!' },
      { by: 'tom', to: 'taken', reaction: '❤️' },
      { by: 'tom', to: 'taken', status: 'READ' },
      { by: 'maya', to: 'taken', status: 'READ' },
      { by: DEMO_USER, key: 'early', content: 'I open at seven, then?' },
      { by: 'tom', to: 'early', status: 'DELIVERED' },
    ],
  },
  {
    owner: 'maya',
    body: {
      session_id: 'demo-team',
      title: 'Summer menu',
      chat_type: 'GROUP',
      participants: [DEMO_USER, 'tom', 'ines'],
    },
    steps: [
      { by: 'maya', key: 'menu', content: 'The summer menu is due on Friday. What should be on it?' },
      { by: 'tom', key: 'peach', content: 'Peach tart. We sold out by noon every day last year.', answers: 'menu' },
      { by: DEMO_USER, key: 'tart', content: 'With the almond crust, please.', answers: 'menu' },
      {
        by: 'ines',
        key: 'nuts',
        content: 'Then it needs the nut sign. I will put it on the allergen list.',
        answers: 'menu',
      },
      { by: 'tom', to: 'menu', reaction: '👍' },
      { by: 'ines', to: 'menu', reaction: '👍' },
      { by: DEMO_USER, key: 'drink', content: 'And something cold to drink: lemon and basil?' },
      { by: 'ines', to: 'drink', reaction: '🍋' },
      { by: 'maya', to: 'drink', reaction: '🍋' },
      { by: 'maya', to: 'drink', status: 'READ' },
      { by: 'ines', to: 'drink', status: 'READ' },
      { by: 'ines', key: 'basil', content: 'I have far too much basil on my balcony, so yes.' },
      { by: 'maya', key: 'taste', content: 'Tasting on Thursday at four. Bring an appetite!' },
    ],
  },
];
