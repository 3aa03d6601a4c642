import { type Connect, type Problem, Refused } from '../nine-operations.js';
import { type Client, fetch } from './generated/.kubb/fetch.js';
import * as api from './generated/index.js';

export const connect: Connect = (baseURL, token) => {
  // Its own fetch says nothing of the content type, and takes a problem for the answer.
  const client: Client = async (request) => {
    const headers = { ...request.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch<never>({ ...request, baseURL, headers });
    if (answer.status !== 200) throw new Refused(answer.data as Problem);
    return answer;
  };
  return {
    createChat: (data) => api.createChat({ data }, { client }),
    listChats: (params) => api.listChats({ params }, { client }),
    getChat: (chat_id) => api.getChat({ chat_id }, { client }),
    updateChatStatus: (chat_id, status) => api.updateChatStatus({ chat_id, data: { status } }, { client }),
    sendMessage: (chat_id, data, prefer) =>
      api.sendMessage({ chat_id, data, headers: prefer === undefined ? {} : { Prefer: prefer } }, { client }),
    listMessages: (chat_id, params) => api.listMessages({ chat_id, params }, { client }),
    updateMessageStatus: (message_id, data) => api.updateMessageStatus({ message_id, data }, { client }),
    addReaction: (message_id, reaction) => api.addReaction({ message_id, data: { reaction } }, { client }),
    // It does not encode what goes into the path.
    removeReaction: (message_id, reaction) =>
      api.removeReaction({ message_id, reaction: encodeURIComponent(reaction) }, { client }),
  };
};
