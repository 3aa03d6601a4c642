import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from './api-client.js';
import { ok } from './expectations.js';

type Body = Record<string, unknown>;

/** One of the two fields that hold a free JSON object. */
export interface MetadataField {
  readonly name: 'chat_metadata' | 'message_metadata';
  /** Sends metadata as it is written, and returns every answer that shows it; one answer when it is refused. */
  readonly store: (client: ApiClient, json: string) => Promise<Reply<unknown>[]>;
  /** The metadata in an answer of `store`. */
  readonly find: (answer: unknown) => unknown;
}

const first = (answer: unknown): Body => {
  const { data, ...one } = answer as Body;
  return Array.isArray(data) ? (data[0] as Body) : one;
};

const chatMetadata: MetadataField = {
  name: 'chat_metadata',
  store: async (client, json) => {
    const created = await client.createChat(`{"chat_metadata":${json}}`);
    if (created.status !== 200) return [created];
    const { id, session_id } = created.body;
    const answers = [client.getChat(id), client.listChats(), client.createChat({ session_id })];
    return [created, ...(await Promise.all<Reply<unknown>>(answers))];
  },
  find: (answer) => first(answer)['chat_metadata'],
};

const messageMetadata: MetadataField = {
  name: 'message_metadata',
  store: async (client, json) => {
    const { id: chatId } = await ok(client.createChat());
    const body = `{"content":"hello","message_metadata":${json}}`;
    const sent = await client.call<MessageDto>('sendMessage', 'POST', `/chats/${chatId}/messages`, { body });
    if (sent.status !== 200) return [sent];
    const { id } = sent.body;
    return [sent, await client.listMessages(chatId), await client.updateMessageStatus(id, { status: 'READ' })];
  },
  find: (answer) => first(answer)['message_metadata'],
};

export const METADATA_FIELDS: readonly MetadataField[] = [chatMetadata, messageMetadata];
