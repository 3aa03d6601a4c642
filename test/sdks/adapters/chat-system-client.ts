import { ChatApi, ClientError } from 'chat-system-client';
import { type Connect, Refused } from '../nine-operations.js';

export const connect: Connect = (url, token) => {
  const api = new ChatApi({ url, token: () => token });
  return {
    createChat: (body) => done(api.createChat({ body })),
    listChats: (query) => done(api.listChats({ query })),
    getChat: (chat_id) => done(api.getChat({ path: { chat_id } })),
    updateChatStatus: (chat_id, status) => done(api.updateChatStatus({ path: { chat_id }, body: { status } })),
    sendMessage: (chat_id, body, Prefer) =>
      done(api.sendMessage({ path: { chat_id }, body, headers: Prefer === undefined ? {} : { Prefer } })),
    listMessages: (chat_id, query) => done(api.listMessages({ path: { chat_id }, query })),
    updateMessageStatus: (message_id, body) => done(api.updateMessageStatus({ path: { message_id }, body })),
    addReaction: (message_id, reaction) => done(api.addReaction({ path: { message_id }, body: { reaction } })),
    removeReaction: (message_id, reaction) => done(api.removeReaction({ path: { message_id, reaction } })),
  };
};

async function done<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ClientError && error.problem !== undefined ? new Refused(error.problem) : error;
  }
}
