import { HttpError, ok } from '@oazapfts/runtime';
import { type Connect, type Problem, Refused } from '../nine-operations.js';
import * as api from './generated/api.js';

export const connect: Connect = (baseUrl, token) => {
  const opts = { baseUrl, headers: { authorization: `Bearer ${token}` } };
  return {
    createChat: (body) => done(ok(api.createChat(body, {}, opts))),
    listChats: (query) => done(ok(api.listChats(query, opts))),
    getChat: (chatId) => done(ok(api.getChat(chatId, {}, opts))),
    updateChatStatus: (chatId, status) => done(ok(api.updateChatStatus(chatId, { status }, opts))),
    sendMessage: (chatId, body, prefer) =>
      done(ok(api.sendMessage(chatId, body, prefer === undefined ? {} : { prefer }, opts))),
    listMessages: (chatId, query) => done(ok(api.listMessages(chatId, query, opts))),
    updateMessageStatus: (messageId, body) => done(ok(api.updateMessageStatus(messageId, body, opts))),
    addReaction: (messageId, reaction) => done(ok(api.addReaction(messageId, { reaction }, opts))),
    removeReaction: (messageId, reaction) => done(ok(api.removeReaction(messageId, reaction, {}, opts))),
  };
};

/** Without ok() the answer is a union of `{ status, data }`, in which a Problem is typed. */
async function done<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof HttpError ? new Refused(error.data as Problem) : error;
  }
}
