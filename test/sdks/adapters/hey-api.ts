import { type Connect, type Problem, Refused } from '../nine-operations.js';
import { createClient } from './generated/client/index.js';
import * as api from './generated/sdk.gen.js';

export const connect: Connect = (url, token) => {
  const client = createClient({ baseUrl: url, auth: () => token });
  return {
    createChat: async (body) => done(await api.createChat({ client, body })),
    listChats: async (query) => done(await api.listChats({ client, query })),
    getChat: async (chat_id) => done(await api.getChat({ client, path: { chat_id } })),
    updateChatStatus: async (chat_id, status) =>
      done(await api.updateChatStatus({ client, path: { chat_id }, body: { status } })),
    sendMessage: async (chat_id, body, prefer) => {
      const headers = prefer === undefined ? {} : { Prefer: prefer };
      return done(await api.sendMessage({ client, path: { chat_id }, body, headers }));
    },
    listMessages: async (chat_id, query) => done(await api.listMessages({ client, path: { chat_id }, query })),
    updateMessageStatus: async (message_id, body) =>
      done(await api.updateMessageStatus({ client, path: { message_id }, body })),
    addReaction: async (message_id, reaction) =>
      done(await api.addReaction({ client, path: { message_id }, body: { reaction } })),
    removeReaction: async (message_id, reaction) =>
      done(await api.removeReaction({ client, path: { message_id, reaction } })),
  };
};

/** Typed as a Problem, but whatever fetch threw when no answer came. */
function done<Data>({ data, error }: { data: Data | undefined; error: Problem | undefined }): Data {
  if (data !== undefined) return data;
  throw error?.code === undefined ? new Error('no answer', { cause: error }) : new Refused(error);
}
