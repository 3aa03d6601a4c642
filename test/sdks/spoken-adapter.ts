import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type NineOperations, type Problem, Refused } from './nine-operations.js';

type Spoken = { readonly answer: unknown } | { readonly problem: Problem };

/** The nine operations in a process of another language: a request a line, an answer a line, one after the other. */
export function spokenAdapter(command: string, args: readonly string[]): NineOperations {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.unref();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${command} ended with ${String(code)}`)),
  );
  ended.catch(() => undefined);
  const call = async <Answer>(operation: keyof NineOperations, ...given: unknown[]): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify({ operation, arguments: given.filter((one) => one !== undefined) })}\n`);
    const { value } = (await Promise.race([lines.next(), ended])) as { value: string };
    const spoken = JSON.parse(value) as Spoken;
    if ('problem' in spoken) throw new Refused(spoken.problem);
    return spoken.answer as Answer;
  };
  return {
    createChat: (body) => call('createChat', body),
    listChats: (query) => call('listChats', query),
    getChat: (chatId) => call('getChat', chatId),
    updateChatStatus: (chatId, status) => call('updateChatStatus', chatId, status),
    sendMessage: (chatId, body, prefer) => call('sendMessage', chatId, body, prefer),
    listMessages: (chatId, query) => call('listMessages', chatId, query),
    updateMessageStatus: (messageId, body) => call('updateMessageStatus', messageId, body),
    addReaction: (messageId, reaction) => call('addReaction', messageId, reaction),
    removeReaction: (messageId, reaction) => call('removeReaction', messageId, reaction),
  };
}
