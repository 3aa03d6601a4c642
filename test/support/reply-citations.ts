import { expect } from '@jest/globals';
import type pg from 'pg';
import type { MessageDto } from '#libs/message';
import { ragOf } from './reply-chats.js';

/** Holds the markers of a reply against its citations, and each citation against the text that it names. */
export async function expectCited(pool: pg.Pool, reply: MessageDto): Promise<void> {
  const { citations } = ragOf(reply);
  const numbers = [...reply.content.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
  expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual(citations.map(({ n }) => n));
  for (const { chat_id: chatId, message_id: id, source, start, end, text } of citations) {
    const query =
      source === 'extracted'
        ? 'SELECT text FROM document_text WHERE chat_id = $1 AND message_id = $2'
        : 'SELECT content AS text FROM message WHERE chat_id = $1 AND id = $2';
    const { rows } = await pool.query<{ text: string }>(query, [chatId, id]);
    expect(text).toBe(
      Array.from(rows[0]?.text ?? '')
        .slice(start, end)
        .join(''),
    );
    expect(text).not.toBe('');
  }
}
