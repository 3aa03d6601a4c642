import { isDeepStrictEqual } from 'node:util';
import type { ChatReplica, Message } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { allMessages } from '../support/page-walk.js';
import type { ChaosUser } from './chaos-user.js';

/** What is wrong in the end, in words; nothing, if all is well. */
export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly holes: string[];
  readonly differences: string[];
}

/** Holds what a user has against what the server answers to the same user. */
export async function judgeUser(user: ChaosUser, chatIds: readonly number[]): Promise<Verdict> {
  const fresh = user.api;
  const verdict: Verdict = { lost: [], doubled: [], holes: [], differences: [] };
  for (const chatId of chatIds) {
    const { status } = await fresh.getChat(chatId);
    if (status === 200) await judgeChat(verdict, user, fresh, chatId);
    else if (user.holds(chatId) > 0) verdict.differences.push(`${user.userId} was removed and holds chat ${chatId}`);
  }
  return verdict;
}

async function judgeChat(verdict: Verdict, user: ChaosUser, fresh: ApiClient, chatId: number): Promise<void> {
  const where = `${user.userId} in chat ${chatId}`;
  const replica = user.replicas.get(chatId);
  if (replica === undefined) return void verdict.differences.push(`${where} is missing`);
  const { last_seq, ...chat } = await ok(fresh.getChat(chatId));
  const { receipts = [] } = await ok(fresh.listMessages(chatId, { after_seq: 0, limit: 1 }));
  const stored = await allMessages(fresh, chatId);
  if (replica.seq !== last_seq) verdict.holes.push(`${where} is at ${replica.seq} of ${last_seq}`);
  compareMessages(verdict, where, replica, stored);
  const held = replica.chat ?? {};
  for (const [field, value] of Object.entries(held))
    compare(verdict, `${where}: ${field}`, value, (chat as Record<string, unknown>)[field]);
  const marks = new Map(receipts.map((entry) => [entry.user_id, entry]));
  for (const [reader, mark] of replica.watermarks)
    compare(verdict, `${where}: marks of ${reader}`, mark, marks.get(reader));
  if (replica.watermarks.size !== marks.size) verdict.differences.push(`${where}: not the same readers`);
}

function compareMessages(verdict: Verdict, where: string, replica: ChatReplica, all: readonly Message[]): void {
  const first = replica.hasOlder ? (replica.messages[0]?.id ?? 0) : 0;
  const stored = new Map(all.filter(({ id }) => id >= first).map((message) => [message.id, message]));
  const held = new Map(replica.messages.map((message) => [message.id, message]));
  for (const id of held.keys()) if (!stored.has(id)) verdict.holes.push(`${where}: ${id} is not the server's`);
  for (const [id, message] of stored)
    if (held.has(id)) compare(verdict, `${where}: message ${id}`, held.get(id), message);
    else verdict.holes.push(`${where}: ${id} is missing`);
}

function compare({ differences }: Verdict, what: string, held: unknown, stored: unknown): void {
  if (!isDeepStrictEqual(held, stored))
    differences.push(`${what}: held ${JSON.stringify(held)}, stored ${JSON.stringify(stored)}`);
}

/**
 * Each message that a user sent is stored once, in the order of sending within its chat; one that was refused never.
 * @param stored of all chats, each in the order of ids
 */
export function judgeSends(users: readonly ChaosUser[], stored: readonly Message[]): Verdict {
  const verdict: Verdict = { lost: [], doubled: [], holes: [], differences: [] };
  const places = new Map<string, number[]>();
  for (const [nth, { client_message_id: key = '' }] of stored.entries())
    places.set(key, [...(places.get(key) ?? []), nth]);
  for (const { userId, sent, refused, acknowledged } of users) {
    const latest = new Map<number, number>();
    for (const [key, chatId] of sent) {
      const [place = Infinity, ...more] = places.get(key) ?? [];
      if (more.length > 0) verdict.doubled.push(`${key} of ${userId} is stored ${more.length + 1} times`);
      if (refused.has(key)) {
        if (place < Infinity || acknowledged.has(key))
          verdict.doubled.push(`${key} of ${userId} was refused and taken`);
      } else if (place === Infinity) verdict.lost.push(`${key} of ${userId} is not stored`);
      else if (place < (latest.get(chatId) ?? 0)) verdict.differences.push(`${key} of ${userId} was sent later`);
      else latest.set(chatId, place);
    }
  }
  return verdict;
}
