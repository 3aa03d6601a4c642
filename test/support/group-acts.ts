import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { act } from './group-chats.js';
import { Memberships } from './memberships.js';
import type { Person } from './person-of.js';

const KINDS = [
  'send',
  'send',
  'reply',
  'ask',
  'stop',
  'edit',
  'edit',
  'delete',
  'react',
  'mark',
  'mark up to',
  'add_participants',
  'add_participants',
  'remove_participants',
  'remove_participants',
  'leave',
  'rename',
  'ARCHIVED',
  'DELETED',
  'ACTIVE',
] as const;

/** Something that somebody tries in one of the groups, at one of the servers. */
export interface GroupAct {
  readonly kind: (typeof KINDS)[number];
  readonly chat: number;
  readonly by: number;
  /** The person or the message that it happens to. */
  readonly to: number;
  readonly at: number;
}

export function groupAct(chats: number, people: number, servers: number): fc.Arbitrary<GroupAct> {
  return fc.record({
    kind: fc.constantFrom(...KINDS),
    chat: fc.nat({ max: chats - 1 }),
    by: fc.nat({ max: people - 1 }),
    to: fc.nat({ max: people - 1 }),
    at: fc.nat({ max: servers - 1 }),
  });
}

/** A GROUP in which everything is tried, by members and strangers; what is refused changes nothing. */
export class Group {
  readonly memberships: Memberships;
  private readonly messages: number[] = [];

  constructor(
    readonly chatId: number,
    readonly owner: Person,
    members: readonly Person[],
    private readonly people: readonly Person[],
  ) {
    this.memberships = new Memberships([owner, ...members].map(({ userId }) => userId));
  }

  async carryOut({ kind, by, to, at }: GroupAct): Promise<void> {
    const [actor, other] = [this.people[by]!, this.people[to]!];
    const [client, owner] = [actor.at(at), this.owner.at(at)];
    const message = this.messages.at(-1 - to) ?? 1;
    switch (kind) {
      case 'send':
        return this.keep(client.sendMessage(this.chatId, { content: `by ${by}`, client_message_id: randomUUID() }));
      case 'reply':
        return this.keep(
          client.sendMessage(this.chatId, {
            content: `by ${by}`,
            parent_message_id: message,
            client_message_id: randomUUID(),
          }),
        );
      case 'ask':
        return this.ask(client, at);
      case 'stop':
        return drop(client.updateMessageStatus(message, { status: 'FAILED' }));
      case 'edit':
        return this.keep(act(client, this.chatId, kind, { message_id: message }, { content: `edited by ${by}` }));
      case 'delete':
        return this.keep(act(client, this.chatId, kind, { message_id: message }));
      case 'react':
        return drop(client.addReaction(message, `by-${by}`));
      case 'mark':
        return drop(client.updateMessageStatus(message, { status: 'READ' }));
      case 'mark up to':
        return drop(client.updateMessageStatus(message, { status: 'READ', up_to: true }));
      case 'leave':
        return this.keep(act(client, this.chatId, kind), actor, false);
      case 'add_participants':
      case 'remove_participants':
        return this.keep(
          act(owner, this.chatId, kind, { user_ids: [other.userId] }),
          other,
          kind === 'add_participants',
        );
      case 'rename':
        return this.keep(act(owner, this.chatId, kind, { title: `title ${to}` }));
      case 'ARCHIVED':
      case 'DELETED':
      case 'ACTIVE':
        return drop(owner.updateChatStatus(this.chatId, { status: kind }));
    }
  }

  /** The reply, if there is one, is reacted to, deleted and so on as well. */
  private async ask(client: ApiClient, at: number): Promise<void> {
    const { status, body } = await client.sendMessage(this.chatId, { content: '@assistant Who wrote what?' });
    if (status !== 200) return;
    this.messages.push(body.id);
    const answers = await this.owner.at(at).listMessages(this.chatId, { parent_message_id: body.id });
    if (answers.status === 200) this.messages.push(...answers.body.data.map(({ id }) => id));
  }

  private async keep(
    reply: Promise<{ readonly status: number; readonly body: MessageDto }>,
    person?: Person,
    isHere = false,
  ): Promise<void> {
    const { status, body } = await reply;
    if (status !== 200) return;
    this.messages.push(body.id);
    if (person !== undefined) this.memberships.changed(body.change_seq, person.userId, isHere);
  }
}

async function drop(reply: Promise<unknown>): Promise<void> {
  await reply;
}
