import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { answered, ended, errorOf, lookAt, ragChat, ragOf, replyTo, sendFile } from '../support/reply-chats.js';
import { markdownFile, pdfFile } from '../support/reply-documents.js';
import { ownDatabaseUrl } from '../support/test-database.js';

const { content: CONTENT, metadata: METADATA } = markdownFile('The core holds forty rods.', 'core.md');

describe('documents', () => {
  /** Nothing is read here, until another server is there. */
  let idle: ApiServer;
  let working: ApiServer;

  beforeAll(async () => {
    const DATABASE_URL = await ownDatabaseUrl();
    idle = await startApi({ DATABASE_URL, WORKER: 'off' });
    const busy = await ownDatabaseUrl();
    working = await startApi({ DATABASE_URL: busy });
  });
  afterAll(async () => {
    await idle.close();
    await working.close();
  });

  const set = (client: ApiClient, { id }: MessageDto, status: string) => client.updateMessageStatus(id, { status });

  it.each(['a FILE', 'a reply'])('%s that waits for the server can be stopped and nothing else', async (kind) => {
    const owner = idle.user();
    const { id: chatId } = await ragChat(owner);
    const message =
      kind === 'a FILE'
        ? await sendFile(owner, chatId, CONTENT, METADATA)
        : await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
    expect(message.status).toBe('SENDING');
    await refused(set(owner, message, 'SENT'), 400, 'illegal_status_change');
    for (const status of ['SENDING', 'DELIVERED', 'READ'])
      expect(await ok(set(owner, message, status))).toEqual(message);
    const watermark = await ok(owner.updateMessageStatus(message.id, { status: 'READ', up_to: true }));
    expect(watermark.status).toBe('SENDING');
    const stopped = await ok(set(owner, message, 'FAILED'));
    expect(stopped).toMatchObject({ status: 'FAILED', content: message.content });
    expect(errorOf(stopped)).toEqual({ code: 'cancelled', detail: expect.any(String) });
    const again = await ok(set(owner, message, 'SENDING'));
    expect(again).toMatchObject({ status: 'SENDING', change_seq: stopped.change_seq + 1 });
    expect(again.message_metadata ?? {}).not.toHaveProperty('error');
    if (kind === 'a FILE') expect(again.message_metadata).toEqual(METADATA);
    expect(await ok(set(owner, message, 'SENDING'))).toEqual(again);
    expect((await ok(owner.getChat(chatId))).unread_count).toBe(0);
  });

  it('of a GROUP are stopped by their sender, and unread once they are read', async () => {
    const [owner, sender] = [working.user(), working.user()];
    const { id: chatId } = await ragChat(owner, { chat_type: 'GROUP', participants: [sender.userId] });
    const file = await ended(sender, await sendFile(sender, chatId, CONTENT, METADATA));
    expect(file).toMatchObject({ status: 'SENT', receipts: { recipients: 1, delivered: 0, read: 0 } });
    expect((await ok(owner.getChat(chatId))).unread_count).toBe(1);
    expect((await ok(sender.getChat(chatId))).unread_count).toBe(0);
    const [other, poster] = [idle.user(), idle.user()];
    const { id } = await ragChat(other, { chat_type: 'GROUP', participants: [poster.userId] });
    const waiting = await sendFile(poster, id, CONTENT, METADATA);
    expect((await ok(other.getChat(id))).unread_count).toBe(0);
    await refused(set(other, waiting, 'FAILED'), 400, 'sender_only');
    await refused(set(poster, waiting, 'SENT'), 400, 'illegal_status_change');
    expect((await ok(set(poster, waiting, 'FAILED'))).status).toBe('FAILED');
  });

  it.each([
    ['not_base64', 'This is no base64!', { media_type: 'application/pdf', encoding: 'base64' }],
    [
      'media_type_mismatch',
      Buffer.from('Hello').toString('base64'),
      { media_type: 'application/pdf', encoding: 'base64' },
    ],
    ['unsupported_media_type', CONTENT, { media_type: 'application/x-tar' }],
    ['empty_text', ' \n ', { media_type: 'text/plain' }],
  ])('that cannot be read are FAILED %s, and are read again on demand', async (code, content, metadata) => {
    const owner = working.user();
    const { id: chatId } = await ragChat(owner);
    const file = await sendFile(owner, chatId, content, { ...metadata, filename: 'f' });
    const failed = await ended(owner, file);
    expect(failed.status).toBe('FAILED');
    expect(failed.message_metadata).toEqual({
      ...metadata,
      filename: 'f',
      error: { code, detail: expect.any(String) },
    });
    expect(errorOf(failed).detail).toMatch(/^[A-Z].*\.$/);
    const running = await ok(set(owner, file, 'SENDING'));
    expect([running.status, running.change_seq]).toEqual(['SENDING', failed.change_seq + 1]);
    const again = await ended(owner, file);
    expect(errorOf(again)).toEqual(errorOf(failed));
    expect(again.change_seq).toBe(running.change_seq + 1);
    expect((await answered(owner, chatId, 'Hello?')).status).toBe('SENT');
  });

  it('that were stopped are not known, until they are read after all', async () => {
    const owner = idle.user();
    const { id: chatId } = await ragChat(owner);
    const stopped = await sendFile(owner, chatId, CONTENT, METADATA);
    await ok(set(owner, stopped, 'FAILED'));
    const { content, metadata } = await pdfFile(['The reactor holds fifty rods.']);
    const unconfirmed = { content, message_type: 'FILE', message_metadata: metadata, status: 'SENDING' };
    const late = await ok(owner.sendMessage(chatId, unconfirmed));
    const url = await databaseOf(idle);
    const worker = await startApi({ DATABASE_URL: url });
    try {
      const nothing = await answered(owner, chatId, 'How many rods?');
      expect(ragOf(nothing).citations).toEqual([]);
      await ok(set(owner, stopped, 'SENDING'));
      expect((await ok(set(owner, late, 'SENT'))).status).toBe('SENDING');
      expect((await ended(owner, stopped)).status).toBe('SENT');
      expect((await ended(owner, late)).status).toBe('SENT');
      const reply = await answered(owner, chatId, 'How many rods does the core or the reactor hold?');
      expect(new Set(ragOf(reply).citations.map(({ message_id }) => message_id))).toEqual(
        new Set([stopped.id, late.id]),
      );
      expect((await lookAt(owner, late)).status).toBe('SENT');
    } finally {
      await worker.close();
    }
  });
});

async function databaseOf({ pool }: ApiServer): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  url.pathname = rows[0]?.name ?? '';
  return url.href;
}
