import type { INestApplicationContext } from '@nestjs/common';
import { WebhookAdmin } from '#libs/webhooks';
import { type Command, Refused, type Run } from './command.js';

/** Chats that are listed: those that are longest due. */
const MOST_SHOWN = 50;

export const webhooks: Command = {
  takes: '[retry | replay <chat id> [<after seq>]]',
  does:
    'shows the chats of which the receiver does not know everything; `retry` calls it now for all that wait for a later\n' +
    '      try or were given up, `replay` tells it of a chat again, from the start or from after a number',
  prepare: ([action, ...given]) => {
    if (action === undefined) return show;
    if (action === 'retry') return given.length === 0 ? retry : undefined;
    return action === 'replay' ? prepareReplay(given) : undefined;
  },
};

const webhooksOf = (admin: INestApplicationContext) => admin.get(WebhookAdmin, { strict: false });

async function show(admin: INestApplicationContext): Promise<string> {
  const { counts, chats } = await webhooksOf(admin).show(MOST_SHOWN);
  const { waiting, failing, given_up: givenUp, oldest_seconds: oldest } = counts;
  const sum = `waiting ${waiting}, failing ${failing}, given up ${givenUp}; the oldest that is tried: ${Math.round(oldest)} s`;
  if (chats.length === 0) return sum;
  const rows = chats.map((due) => [
    String(due.chat_id),
    String(due.delivered_seq),
    String(due.due_seq),
    due.due_since,
    due.next_try_at ?? 'given up',
    String(due.failures),
    due.last_failure ?? '',
  ]);
  const more = waiting + failing + givenUp - chats.length;
  return [sum, '', ...inColumns([TITLES, ...rows]), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

const TITLES = ['chat', 'told up to', 'due up to', 'since', 'next try', 'failures', 'last failure'];

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

async function retry(admin: INestApplicationContext): Promise<string> {
  return `Chats of which the receiver is told now: ${await webhooksOf(admin).retry()}.`;
}

function prepareReplay([chat = '', after = '0', ...more]: readonly string[]): Run | undefined {
  const [chatId, afterSeq] = [Number(chat), Number(after)];
  const isNumber = (text: string) => /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text));
  if (more.length > 0 || !isNumber(chat) || !isNumber(after) || chatId === 0) return undefined;
  return async (admin) => {
    if (!(await webhooksOf(admin).replay(chatId, afterSeq))) throw new Refused(`There is no chat ${chatId}.`);
    return `The receiver is told of chat ${chatId} again, from after ${afterSeq} on.`;
  };
}
