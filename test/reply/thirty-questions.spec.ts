import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { answered, ended, ragChat, ragOf, sendFile } from '../support/reply-chats.js';
import { expectCited } from '../support/reply-citations.js';
import { type AskedChat, ASKED_CHATS } from './thirty-questions.js';

const PAGE = path.resolve(import.meta.dirname, '../../docs/answers.md');

const INTRODUCTION = `# Thirty questions, and what is answered without a language model

This page is written by \`npm run answers\`, and a test fails when the service answers otherwise. Each chat has a document and what
people said; the questions follow one another, so that some of them lean on the one before, and some have no answer there.
The line that says that no model is configured is left out after its first time in a chat.`;

describe('thirty questions', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('are answered as docs/answers.md says, by `npm run answers`', async () => {
    expect(ASKED_CHATS.flatMap(({ questions }) => questions)).toHaveLength(30);
    const parts: string[] = [];
    for (const chat of ASKED_CHATS) parts.push(await partOf(chat));
    const page = `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
    if (process.env['WRITE_ANSWERS'] !== undefined) await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });

  async function partOf({ language, file, said, questions }: AskedChat): Promise<string> {
    const owner = api.user(`asks in ${language}`);
    const { id: chatId } = await ragChat(owner);
    const media = { media_type: 'text/markdown', filename: file.name };
    expect((await ended(owner, await sendFile(owner, chatId, file.text, media))).status).toBe('SENT');
    for (const content of said) await ok(owner.sendMessage(chatId, { content, message_metadata: { reply: false } }));
    const turns: string[] = [];
    let notice: string | undefined;
    for (const question of questions) {
      const reply = await answered(owner, chatId, question);
      await expectCited(api.pool, reply);
      const [first = '', ...quotes] = reply.content.split('\n\n');
      const isKnown = ragOf(reply).citations.length > 0 && first === notice;
      if (ragOf(reply).citations.length > 0) notice = first;
      turns.push([`**${question}**`, ...(isKnown ? quotes : [first, ...quotes])].join('\n\n'));
    }
    const document = `\`${file.name}\`:\n\n\`\`\`text\n${file.text.trim()}\n\`\`\``;
    return [`## ${language}`, document, ...said.map((text) => `Said: ${text}`), ...turns].join('\n\n');
  }
});
