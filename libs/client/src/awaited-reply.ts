import type { ChatReplica } from './chat-replica.js';
import { ASSISTANT } from './reply-text.js';
import { Stopped } from './waiting.js';
import type { Message } from './wire.js';

/**
 * Waits until the reply to a message is SENT or FAILED; undefined when the message gets none.
 * @param replica the chat's, undefined when it is not open any more
 * @param onChanged is called back whenever the chat is another; returns what ends it
 * @throws Stopped; the reason of the signal
 */
export async function awaitedReply(
  question: Message,
  replica: () => ChatReplica | undefined,
  onChanged: (look: () => void) => () => void,
  signal: AbortSignal,
): Promise<Message | undefined> {
  signal.throwIfAborted();
  let end: () => void = () => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const look = () => {
        const held = replica();
        if (held === undefined) return reject(new Stopped('the chat was closed'));
        const reply = replyIn(held, question);
        if (reply !== 'awaited') resolve(reply);
      };
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      end = onChanged(look);
      look();
    });
  } finally {
    end();
  }
}

/** A reply is there from the change on that made its question SENT. */
function replyIn({ messages, seq }: ChatReplica, question: Message): Message | undefined | 'awaited' {
  const reply = messages.find(
    ({ sender_id, parent_message_id }) => sender_id === ASSISTANT && parent_message_id === question.id,
  );
  if (reply === undefined) return seq < question.change_seq ? 'awaited' : undefined;
  return reply.status === 'SENDING' ? 'awaited' : reply;
}
