import createClient from 'openapi-fetch';
import { type Connect, type Problem, Refused } from '../nine-operations.js';
import type { paths } from './generated/api.js';

export const connect: Connect = (url, token) => {
  const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
  return {
    createChat: async (body) => done(await client.POST('/api/v1/chats', { body })),
    listChats: async (query) => done(await client.GET('/api/v1/chats', { params: { query } })),
    getChat: async (chat_id) => done(await client.GET('/api/v1/chats/{chat_id}', { params: { path: { chat_id } } })),
    updateChatStatus: async (chat_id, status) =>
      done(await client.PATCH('/api/v1/chats/{chat_id}/status', { params: { path: { chat_id } }, body: { status } })),
    sendMessage: async (chat_id, body, prefer) => {
      const params = { path: { chat_id }, ...(prefer !== undefined && { header: { Prefer: prefer } }) };
      return done(await client.POST('/api/v1/chats/{chat_id}/messages', { params, body }));
    },
    listMessages: async (chat_id, query) =>
      done(await client.GET('/api/v1/chats/{chat_id}/messages', { params: { path: { chat_id }, query } })),
    updateMessageStatus: async (message_id, body) =>
      done(await client.PATCH('/api/v1/messages/{message_id}/status', { params: { path: { message_id } }, body })),
    addReaction: async (message_id, reaction) => {
      const params = { path: { message_id } };
      return done(await client.POST('/api/v1/messages/{message_id}/reactions', { params, body: { reaction } }));
    },
    removeReaction: async (message_id, reaction) => {
      const params = { path: { message_id, reaction } };
      return done(await client.DELETE('/api/v1/messages/{message_id}/reactions/{reaction}', { params }));
    },
  };
};

/** `error` is a Problem by its type, too. */
function done<Data>({ data, error }: { data?: Data; error?: Problem }): Data {
  if (data === undefined) throw error === undefined ? new Error('an empty answer') : new Refused(error);
  return data;
}
