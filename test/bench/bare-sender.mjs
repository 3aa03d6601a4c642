// The baseline of sending: what a programmer reaches who gives up everything for speed. Our own SQL as a named
// statement, one message a statement, the same answer.
import { toMessageDto } from '../../dist/libs/message/src/message.dto.js';
import { sendStatement } from '../../dist/libs/message/src/send-statement.js';
import { serveBare } from './bare-http.mjs';

serveBare((sub, url, { content, client_message_id: clientMessageId }) => {
  const chatId = Number(/^\/api\/v1\/chats\/(\d+)\/messages$/.exec(url)?.[1]);
  const message = { content, clientMessageId, isUser: true, messageType: 'TEXT', status: 'SENT' };
  return sendStatement([{ chatId, actor: { userId: sub, senderId: sub }, message, mayNotify: false }]);
}, toMessageDto);
