import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { LiveContract } from '../support/live-contract.js';
import { answered, ended, ragChat, ragOf, sendFile } from '../support/reply-chats.js';
import { expectCited } from '../support/reply-citations.js';
import { ReplyFeed, textOf } from '../support/reply-feed.js';
import { docxFile, markdownFile, pdfFile, readMarkdown, type SampleFile } from '../support/reply-documents.js';

const MARKDOWN = `# Returns

Parcels may be returned within thirty days. 😀 The refund is paid to the card that was used.

# Opening hours

The shop opens at nine and closes at six.`;

describe('without any setting', () => {
  let api: ApiServer;

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function read({ content, metadata }: SampleFile, question: string) {
    const owner = api.user('reader');
    const { id: chatId } = await ragChat(owner);
    const sent = await sendFile(owner, chatId, content, metadata);
    expect(sent.status).toBe('SENDING');
    const file = await ended(owner, sent);
    expect({ ...file, change_seq: 0, updated_at: '' }).toEqual({
      ...sent,
      status: 'SENT',
      change_seq: 0,
      updated_at: '',
    });
    return { file, reply: await answered(owner, chatId, question) };
  }

  it('a reply quotes a Markdown file and says that there is no language model', async () => {
    const { file, reply } = await read(markdownFile(MARKDOWN, 'shop.md'), 'To which card is the refund paid?');
    expect(reply).toMatchObject({ is_user: false, status: 'SENT', sender_id: 'assistant', message_type: 'TEXT' });
    expect(reply.content).toContain('No language model is configured');
    expect(reply.content).toContain('The refund is paid to the card that was used. [1]');
    const [first] = ragOf(reply).citations;
    expect(first).toMatchObject({ n: 1, message_id: file.id, filename: 'shop.md', source: 'content' });
    expect(ragOf(reply)).toMatchObject({ mode: 'extractive', attempt: 1 });
    await expectCited(api.pool, reply);
  });

  it.each([
    ['a PDF', () => pdfFile(['The reactor was switched off in March.', 'Its core holds forty rods of graphite.'])],
    ['a DOCX', () => docxFile(['The reactor was switched off in March.', 'Its core holds forty rods of graphite.'])],
  ])('%s is quoted from the text that was extracted from it', async (_kind, make) => {
    const { file, reply } = await read(await make(), 'How many rods of graphite does the core hold?');
    expect(reply.content).toContain('forty rods of graphite. [1]');
    expect(ragOf(reply).citations[0]).toMatchObject({ message_id: file.id, source: 'extracted' });
    await expectCited(api.pool, reply);
  });

  it('what somebody wrote before is known too, by code points', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    await answered(owner, chatId, '🏴‍☠️ 𝔘nser Hund heißt Bello. 😀 Er mag Käse.');
    const reply = await answered(owner, chatId, 'Wie heißt unser Hund?');
    expect(reply.content).toContain('heißt Bello. [1]');
    await expectCited(api.pool, reply);
  });

  it('where nothing is known it says so and cites nothing', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    const reply = await answered(owner, chatId, 'What is the capital of Mongolia?');
    expect(reply).toMatchObject({ status: 'SENT' });
    expect(reply.content).toBe(
      'Sorry, I found nothing about this here. Other words may help, or a file that says it. No language model is configured.',
    );
    expect(ragOf(reply).citations).toEqual([]);
  });

  it('a stream of events begins with the empty reply, however soon it is finished', async () => {
    const contract = await LiveContract.load(api.url);
    for (let nth = 0; nth < 10; nth++) {
      const owner = api.user();
      const { id: chatId } = await ragChat(owner);
      const feed = await ReplyFeed.ask(owner, chatId, { content: 'Is it?' }, contract);
      await feed.ended();
      expect(feed.begun).toMatchObject({ status: 'SENDING', content: '' });
      expect(feed.changes().map(({ seq }) => seq)).toEqual([1, 2]);
      expect(textOf(feed.deltas)).toBe(feed.finished?.content);
    }
  });

  it('an assistant reply is not cited by the next one', async () => {
    const owner = api.user();
    const { id: chatId } = await ragChat(owner);
    const file = await readMarkdown(owner, chatId, MARKDOWN);
    await answered(owner, chatId, 'When does the shop open?');
    const again = await answered(owner, chatId, 'And when does the shop close?');
    expect(new Set(ragOf(again).citations.map((each) => each.message_id))).toEqual(new Set([file.id]));
  });
});
