/**
 * A chat in the terminal, which also works without a network: what is typed is kept in a file until the server has it.
 *
 *   CHAT_URL=http://127.0.0.1:3000 CHAT_TOKEN=… terminal-chat <chat id> <file for unsent messages>
 *
 * Every line is a message; `/edit <text>` and `/delete` change the latest that is yours, `/retry` sends again what was
 * refused, `/discard` gives it up, `/quit` ends. Two programs must not use one file. That you are writing is told over a WebSocket only, which Node.js 20 has with `--experimental-websocket`.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ChatClient, type ChatReplica, ClientError, type ShownMessage, TimedOut } from 'chat-system-client';

const { CHAT_URL: url = 'http://127.0.0.1:3000', CHAT_TOKEN: token = '' } = process.env;
const [chatId, file = ''] = [Number(process.argv[2]), process.argv[3]];
const userId = subjectOf(token);
if (!Number.isSafeInteger(chatId) || file === '' || userId === undefined) {
  console.error('Usage: CHAT_URL=http://… CHAT_TOKEN=… terminal-chat <chat id> <file for unsent messages>');
  process.exit(2);
}

const storage = {
  load: () => (existsSync(file) ? readFileSync(file, 'utf8') : null),
  save: (text: string) => replaceFile(file, text),
};
const client = new ChatClient({ url, userId, token: () => token, storage });
const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdout.isTTY });
let replica: ChatReplica | undefined;
let [network, isEnding] = ['', false];
/** What the terminal shows of each message. */
const printed = new Map<string, string>();

client.on('status', (status) => {
  if (status === 'connecting') return;
  if (status !== network) print(`* ${status}`);
  network = status;
  show();
});
client.on('changed', show);
client.on('presence', ({ user_id, status }) => print(`* ${user_id} is ${status}`));
client.on('typing', ({ chat_id, user_id }) => void (chat_id === chatId && print(`* ${user_id} is writing`)));
client.on('dropped', () => void end(`There is no chat ${chatId} for ${userId}.`));
client.on('error', (error) => {
  const isRefused = error instanceof ClientError && error.status === 401;
  if (isRefused) void end('The server refuses CHAT_TOKEN: start again with a new one.');
  else print(`* ${String(error)}`);
});
process.stdin.on('keypress', () => client.typing(chatId));
terminal.on('line', (line) => obey(line.trim()));
terminal.on('close', () => void end());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());

try {
  await client.start();
  show();
  while (replica === undefined) replica = await client.open(chatId, { window: 100 }).catch(unlessTimedOut);
  if (replica.hasOlder) print('* older messages are not shown');
  show();
} catch (error) {
  await end(String(error));
}

/** Without a network the chat opens when there is one; until then messages can be written. */
function unlessTimedOut(error: unknown): undefined {
  if (!(error instanceof TimedOut)) throw error;
}

function obey(line: string): void {
  if (line === '/quit') return void end();
  const refused = client.messages(chatId).filter(({ isPending, status }) => isPending === true && status === 'FAILED');
  for (const { client_message_id: id = '' } of refused) {
    if (line === '/retry') client.retry(id).catch(() => undefined);
    if (line === '/discard') client.discard(id);
  }
  if (['', '/retry', '/discard'].includes(line)) return;
  const [, command, text = ''] = /^\/(edit|delete)(?: (.*))?$/.exec(line) ?? [];
  if (command !== undefined) return changeLatest(command, text);
  try {
    // Whether it was refused is shown as the message's status.
    client.send(chatId, { content: line }).sent.catch(() => undefined);
  } catch (error) {
    print(`* not taken: ${String(error)}`);
  }
}

/** It works without a network, too: it is shown at once and kept in the file. */
function changeLatest(command: string, text: string): void {
  const stored = client.messages(chatId).flatMap((message) => ('id' in message ? [message] : []));
  const latest = stored.findLast(
    ({ sender_id, message_type, deleted_at }) =>
      sender_id === userId && message_type === 'TEXT' && deleted_at === undefined,
  );
  if (latest === undefined) return print('* there is nothing of yours to change');
  const act = command === 'edit' ? client.edit(chatId, latest.id, text) : client.delete(chatId, latest.id);
  act.sent.catch((error: unknown) => {
    if (!(error instanceof ClientError)) return;
    print(`* not changed: ${error.message}`);
    client.discard(act.clientMessageId);
  });
}

/** Prints each message when it is new, and again when it, or the status of one's own, has changed. */
function show(): void {
  for (const message of client.messages(chatId)) {
    const { sender_id, client_message_id } = message;
    const { deleted_at = '', edited_at = '' } = 'id' in message ? message : {};
    const content = deleted_at ? '(deleted)' : `${message.content}${edited_at && ' (edited)'}`;
    const key = message.isPending === true || client_message_id ? `${sender_id} ${client_message_id}` : `${message.id}`;
    const status = sender_id === userId ? ` (${statusOf(message)})` : '';
    const line = `${sender_id}: ${content}${status}`;
    if (printed.get(key) !== line) print(line);
    printed.set(key, line);
  }
  const latest = replica?.messages.findLast(({ sender_id, status }) => sender_id !== userId && status !== 'SENDING');
  if (latest !== undefined) client.read(chatId, latest.id);
}

function statusOf(message: ShownMessage): string {
  if (message.isPending !== true) return message.status.toLowerCase();
  if (message.status === 'FAILED') return `refused: ${message.problem?.detail ?? 'nobody knows why'}`;
  return network === 'online' ? 'sending' : 'waiting';
}

/** Above the line that is being typed. */
function print(line: string): void {
  if (isEnding) return;
  if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
  console.log(line);
  if (process.stdout.isTTY) terminal.prompt(true);
}

async function end(why?: string): Promise<void> {
  if (isEnding) return;
  const unsent = client.messages(chatId).filter(({ isPending }) => isPending).length;
  if (unsent > 0) print(`* ${unsent} not sent yet, kept in ${file}`);
  isEnding = true;
  if (why !== undefined) console.error(why);
  await client.stop();
  process.exit(why === undefined ? 0 : 1);
}

function subjectOf(jwt: string): string | undefined {
  try {
    return (JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { sub?: string }).sub;
  } catch {
    return undefined;
  }
}

/** As a whole or not at all, also when the program is killed. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
