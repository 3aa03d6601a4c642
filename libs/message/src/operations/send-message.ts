import { CHAT_ID } from '#libs/chat';
import type { OperationOptions } from '#libs/http';
import { SendMessageDto } from '../send/send-message.dto.js';
import { SentMessageDto } from '../send/sent-message.dto.js';
import { ASKED, DOCUMENT } from './help-desk.js';
import { ANSWER, QUESTION } from './order-1042.js';
import { SEND_REFUSALS } from './send-refusals.js';

const DESCRIPTION = `Stores a message, or returns the one that you already sent with this \`client_message_id\`.

**Repeat it as often as you like** with the same \`client_message_id\` (or header \`Idempotency-Key\`, which means the same) and the same body: it takes effect once, over any number of servers, and every answer is the stored message as it is now. The key is one per chat and sender, and never expires; with another body it is 400 \`idempotency_key_reused\`. Without a key a repeated send is a second message. Keep what was not answered yet, and send it again after 503 or a lost connection.

**What comes back** is the whole message: \`id\` (within a chat in the order of sending), \`change_seq\`, and in a GROUP \`receipts\`. The content is kept exactly as sent, never cut off.

**Replies.** In a chat with \`rag_enabled\` the assistant answers with a message: every TEXT of a user in a PERSONAL chat; in a GROUP those that mention \`@assistant\` or answer a reply. It is there at once, SENDING, and goes on whether anybody waits or not. \`Prefer: wait=N\` waits up to 30 s and holds it as \`reply\`; \`Accept: text/event-stream\` streams it as it is written; a live feed tells of it, too. When it is FAILED, \`message_metadata.error\` has a \`code\`. See the [guide](/docs/guides/documents-and-replies).

**Documents** are messages of type FILE: text, or with \`"encoding": "base64"\` the bytes of a PDF, Word, Excel, PowerPoint, HTML or text file, at most 1 MiB as sent. Where an assistant reads them they are SENDING until they are found, FAILED when they cannot be read.

**Acts.** A SYSTEM message with an \`action\` in its metadata changes the chat in the same commit: \`add_participants\`, \`remove_participants\`, \`leave\`, \`rename\`.

**Editing and deleting** are acts, too: \`edit\` with \`message_id\` gives a TEXT of yours the \`content\` of the act and \`edited_at\`; \`delete\` with \`message_id\` empties a message that you sent, or that is in a chat of yours, which then has \`deleted_at\`. Neither act is the chat's last message, lifts it in the list, or keeps words: its own \`content\` is stored empty. See the [guide](/docs/guides/editing-and-deleting).

An ARCHIVED or DELETED chat takes no message, but what is in an ARCHIVED one can be deleted.`;

export const SEND_MESSAGE: OperationOptions = {
  operationId: 'sendMessage',
  summary: 'Send a message',
  description: DESCRIPTION,
  guide: { page: 'retries-and-offline', about: 'Guide: retries, keys, and what a client does while it is offline.' },
  pathId: CHAT_ID,
  waits: true,
  body: {
    type: SendMessageDto,
    required: true,
    examples: {
      text: { content: 'Where is my order?' },
      'text that may be repeated safely': { content: 'Where is my order?', client_message_id: 'a-1' },
      document: {
        content: DOCUMENT.content,
        message_type: 'FILE',
        message_metadata: { media_type: 'text/markdown', filename: 'returns.md' },
        client_message_id: 'd-1',
      },
      'question to the assistant': { content: 'How long do refunds take?', client_message_id: 'q-1' },
      'text that wants no reply': { content: 'Just a note.', message_metadata: { reply: false } },
      rename: {
        content: 'renamed the chat',
        message_type: 'SYSTEM',
        message_metadata: { action: 'rename', title: 'Order 1042' },
      },
    },
  },
  answer: {
    type: SentMessageDto,
    description: 'The message as it is stored, with `Prefer: wait` and where there is one with its `reply`.',
    examples: {
      'text in a group': QUESTION,
      'answer in a thread': ANSWER,
      'document that has been read': DOCUMENT,
      'question with the reply that was waited for': ASKED,
    },
  },
  refusals: SEND_REFUSALS,
};
