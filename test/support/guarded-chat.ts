import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { ok } from './expectations.js';
import { add, remove } from './group-chats.js';

export interface GuardedChatOptions {
  readonly kind: 'PERSONAL' | 'GROUP';
  readonly owner: ApiClient;
  readonly members: readonly ApiClient[];
  /** Whether replies in it are built from all chats of its owner. */
  readonly isOwnersChats: boolean;
  readonly isAnswered: boolean;
}

/** How people's access to a chat changes. */
export type AccessChange = 'DELETED' | 'ARCHIVED' | 'ACTIVE' | 'add' | 'remove';

/**
 * A chat whose every message holds a word that occurs nowhere else, and what is certain of who may read it. Changes of
 * it come one after the other; between asking for one that gives access and the answer, nothing is certain.
 */
export class GuardedChat {
  readonly word: string;
  readonly messageIds = new Set<number>();
  /** Since when it is certain that the chat is deleted. */
  private deletedSince: number | undefined;
  /** Since when it is certain that they are not in it. */
  private readonly outSince = new Map<string, number>();
  private changes: Promise<unknown> = Promise.resolve();

  static async create(options: GuardedChatOptions, now: () => number): Promise<GuardedChat> {
    const { kind, owner, members, isOwnersChats, isAnswered } = options;
    const { id } = await ok(
      owner.createChat({
        chat_type: kind,
        rag_enabled: isAnswered,
        ...(kind === 'GROUP' && { participants: members.map(({ userId }) => userId) }),
        ...(isOwnersChats && { chat_metadata: { rag: { scope: 'user' } } }),
      }),
    );
    return new GuardedChat(id, options, now);
  }

  private constructor(
    readonly id: number,
    readonly options: GuardedChatOptions,
    private readonly now: () => number,
  ) {
    // Of letters alone, so that it is a word in every language.
    this.word = `secret${randomUUID()
      .replaceAll(/[^a-f\d]/g, '')
      .replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)}`;
  }

  get owner(): ApiClient {
    return this.options.owner;
  }

  isOutSince(userId: string, moment: number): boolean {
    if (userId === this.owner.userId) return false;
    const isMember = this.options.members.some((member) => member.userId === userId);
    return isSince(isMember ? this.outSince.get(userId) : 0, moment);
  }

  isDeletedSince(moment: number): boolean {
    return isSince(this.deletedSince, moment);
  }

  /** A message of a person; one that is refused is none. */
  async tell(by: ApiClient, text: string, more: object = {}): Promise<void> {
    const { status, body } = await by.sendMessage(this.id, {
      message_metadata: { reply: false },
      ...more,
      content: text,
    });
    if (status === 200) this.messageIds.add(body.id);
  }

  change(what: AccessChange, person: ApiClient): Promise<void> {
    const changed = this.changes.then(() => this.changeNow(what, person));
    this.changes = changed.catch(() => undefined);
    return changed;
  }

  private async changeNow(what: AccessChange, person: ApiClient): Promise<void> {
    if (what !== 'add' && what !== 'remove') {
      if (what !== 'DELETED') this.deletedSince = undefined;
      await ok(this.owner.updateChatStatus(this.id, { status: what }));
      if (what === 'DELETED') this.deletedSince ??= this.now();
      return;
    }
    const isOpen = this.options.kind === 'GROUP' && this.options.members.includes(person);
    if (!isOpen || (await ok(this.owner.getChat(this.id))).status !== 'ACTIVE') return;
    if (what === 'add') this.outSince.delete(person.userId);
    await (what === 'add' ? add : remove)(this.owner, this.id, person);
    if (what === 'remove' && !this.outSince.has(person.userId)) this.outSince.set(person.userId, this.now());
  }
}

function isSince(since: number | undefined, moment: number): boolean {
  return since !== undefined && since <= moment;
}
