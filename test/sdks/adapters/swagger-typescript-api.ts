import { type Connect, type Problem, Refused } from '../nine-operations.js';
import { Api, type HttpResponse } from './generated/api.js';

export const connect: Connect = (baseUrl, token) => {
  const { api } = new Api({ baseUrl, securityWorker: () => ({ headers: { authorization: `Bearer ${token}` } }) });
  return {
    createChat: (body) => done(api.createChat(body)),
    listChats: (query) => done(api.listChats(query)),
    getChat: (chatId) => done(api.getChat(chatId)),
    updateChatStatus: (chatId, status) => done(api.updateChatStatus(chatId, { status })),
    sendMessage: (chatId, body, prefer) =>
      done(api.sendMessage(chatId, body, prefer === undefined ? {} : { headers: { Prefer: prefer } })),
    listMessages: (chatId, query) => done(api.listMessages(chatId, query)),
    updateMessageStatus: (messageId, body) => done(api.updateMessageStatus(messageId, body)),
    addReaction: (messageId, reaction) => done(api.addReaction(messageId, { reaction })),
    // It does not encode what goes into the path.
    removeReaction: (messageId, reaction) => done(api.removeReaction(messageId, encodeURIComponent(reaction))),
  };
};

/** It throws the Response, with the problem as `error`. */
async function done<Data>(answer: Promise<HttpResponse<Data, Problem>>): Promise<Data> {
  try {
    return (await answer).data;
  } catch (refused) {
    throw refused instanceof Response ? new Refused((refused as HttpResponse<Data, Problem>).error) : refused;
  }
}
