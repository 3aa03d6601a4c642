import { type Connect, type Problem, Refused } from '../nine-operations.js';
import * as api from './generated/api.js';

/**
 * Its functions call the global fetch with a path: another host is given by a `mutator` or, as here, by a fetch that
 * completes the address.
 */
export const connect: Connect = (url, token) => {
  const { fetch } = globalThis;
  globalThis.fetch = (target, init) =>
    fetch(typeof target === 'string' && target.startsWith('/') ? url + target : target, init);
  const as = (headers: Record<string, string> = {}) => ({ headers: { ...headers, authorization: `Bearer ${token}` } });
  return {
    createChat: async (body) => done(await api.createChat(body, as())),
    listChats: async (query) => done(await api.listChats(query, as())),
    getChat: async (chatId) => done(await api.getChat(chatId, undefined, as())),
    updateChatStatus: async (chatId, status) => done(await api.updateChatStatus(chatId, { status }, as())),
    sendMessage: async (chatId, body, prefer) =>
      done(await api.sendMessage(chatId, body, as(prefer === undefined ? {} : { Prefer: prefer }))),
    listMessages: async (chatId, query) => done(await api.listMessages(chatId, query, as())),
    updateMessageStatus: async (messageId, body) => done(await api.updateMessageStatus(messageId, body, as())),
    addReaction: async (messageId, reaction) => done(await api.addReaction(messageId, { reaction }, as())),
    // It does not encode what goes into the path.
    removeReaction: async (messageId, reaction) =>
      done(await api.removeReaction(messageId, encodeURIComponent(reaction), undefined, as())),
  };
};

/** A union over `status`: a Problem is typed wherever it is not 200. */
function done<Data>(answer: { status: 200; data: Data } | { status: number; data: Problem }): Data {
  if (answer.status === 200) return answer.data as Data;
  throw new Refused(answer.data as Problem);
}
