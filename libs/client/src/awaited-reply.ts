import type { ChatReplica } from './chat-replica.js';
import { ASSISTANT } from './reply-text.js';
import { Stopped } from './waiting.js';
import type { Message } from './wire.js';

/** What a chat has of a reply; undefined when there is none to wait for. */
export type FindReply = (replica: ChatReplica) => Message | undefined | 'awaited';

/**
 * Waits until a reply is SENT or FAILED; undefined when there is none to wait for.
 * @param replica the chat's, undefined when it is not open any more
 * @param onChanged is called back whenever the chat is another; returns what ends it
 * @throws Stopped; the reason of the signal
 */
export async function awaitedReply(
  find: FindReply,
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
        const reply = find(held);
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
export function replyTo(question: Message): FindReply {
  return ({ messages, seq }) => {
    const reply = messages.find(
      ({ sender_id, parent_message_id }) => sender_id === ASSISTANT && parent_message_id === question.id,
    );
    if (reply === undefined) return seq < question.change_seq ? 'awaited' : undefined;
    return reply.status === 'SENDING' ? 'awaited' : reply;
  };
}

/** A reply as it becomes after this change of it. */
export function replyAfter({ id, change_seq }: Message): FindReply {
  return ({ messages, seq }) => {
    if (seq < change_seq) return 'awaited';
    const reply = messages.find((message) => message.id === id);
    return reply?.status === 'SENDING' ? 'awaited' : reply;
  };
}
