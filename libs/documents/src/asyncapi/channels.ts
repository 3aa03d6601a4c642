import { CLOSE_CODES } from '../errors/error-codes.js';
import { frameName, LIVE, OF_ONE_CHAT, OF_ONE_REPLY } from './events.js';

/** Where events are told, by address and transport. */
export const CHANNELS = {
  realtime: {
    address: '/realtime',
    title: 'Everything that the caller sees (every chat, for a service without `user_id`), over a WebSocket',
    description:
      'Authenticate with `Authorization: Bearer`, or from a browser with the subprotocols `chat.v1` and `bearer.<token>`. What refuses the upgrade is an RFC 9457 problem. Closed with:\n\n' +
      CLOSE_CODES.map(({ code, meaning, remedy }) => `- ${code}: ${meaning} ${remedy}`).join('\n'),
    servers: [{ $ref: '#/servers/webSocket' }],
    messages: references([...LIVE.map(frameName), 'typingReport']),
  },
  chats: {
    address: '/api/v1/chats',
    title: 'The same as server-sent events: Accept: text/event-stream',
    servers: [{ $ref: '#/servers/eventStream' }],
    messages: references(LIVE),
  },
  messages: {
    address: '/api/v1/chats/{chat_id}/messages',
    title: 'One chat as server-sent events: Accept: text/event-stream',
    description:
      '`id:` is the number of the change. `Last-Event-ID` or `after_seq` resumes: first what changed since, then live. Apply every number beyond yours.',
    parameters: { chat_id: { description: 'Id of the chat.' } },
    servers: [{ $ref: '#/servers/eventStream' }],
    messages: references(OF_ONE_CHAT),
  },
  reply: {
    address: '/api/v1/chats/{chat_id}/messages',
    title: 'POST with Accept: text/event-stream: a message, and the reply to it as it is written',
    description:
      'The message and the empty reply as `changed`, each piece of text as `delta`, the finished reply as `changed`, then `done`. The pieces of an attempt add up to the content. Without `done` the stream was cut; the reply goes on, and is there to read.',
    parameters: { chat_id: { description: 'Id of the chat.' } },
    servers: [{ $ref: '#/servers/eventStream' }],
    messages: references(OF_ONE_REPLY),
  },
};

export const OPERATIONS = {
  tellOverWebSocket: operation('send', 'realtime', LIVE.map(frameName)),
  tellOverEventStream: operation('send', 'chats', LIVE),
  tellOfOneReply: operation('send', 'reply', OF_ONE_REPLY),
  tellOfOneChat: operation('send', 'messages', OF_ONE_CHAT),
  hearTyping: operation('receive', 'realtime', ['typingReport']),
};

function references(messages: readonly string[]) {
  return Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

function operation(action: 'send' | 'receive', channel: string, messages: readonly string[]) {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}
