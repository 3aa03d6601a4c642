import fc from 'fast-check';
import type { ChatType } from '#libs/chat';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import type { ApiServer } from './api-server.js';
import { ok } from './expectations.js';
import { edit, takeBack } from './group-chats.js';
import { UnreadModel } from './unread-model.js';

/** Something that somebody does in a chat; a person who cannot do it at that moment leaves it. */
export type Act =
  | {
      readonly kind: 'send';
      readonly by: number;
      readonly isUser: boolean;
      readonly type: 'TEXT' | 'SYSTEM';
      readonly status: 'SENT' | 'SENDING';
    }
  | { readonly kind: 'settle'; readonly nth: number; readonly status: 'SENT' | 'FAILED' | 'SENDING' }
  | {
      readonly kind: 'mark';
      readonly by: number;
      readonly nth: number;
      readonly status: 'DELIVERED' | 'READ';
      readonly up_to: boolean;
    }
  | { readonly kind: 'edit' | 'delete'; readonly nth: number }
  | {
      readonly kind: 'member';
      readonly who: number;
      readonly action: 'add_participants' | 'remove_participants' | 'leave';
    };

const BOT = 3;
const by = fc.nat({ max: BOT });
/** Counted from the latest message, which things happen to most. */
const nth = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5, 8);

export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      by,
      isUser: fc.boolean(),
      type: fc.constantFrom('TEXT' as const, 'TEXT' as const, 'TEXT' as const, 'SYSTEM' as const),
      status: fc.constantFrom('SENT' as const, 'SENDING' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      nth,
      status: fc.constantFrom('SENT' as const, 'SENT' as const, 'FAILED' as const, 'SENDING' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      by,
      nth,
      status: fc.constantFrom('DELIVERED' as const, 'READ' as const),
      up_to: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('edit' as const, 'delete' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      who: fc.integer({ min: 1, max: 2 }),
      action: fc.constantFrom('add_participants' as const, 'remove_participants' as const, 'leave' as const),
    }),
  },
);

/** A chat, its people (owner, bob, carol: the last two only of a GROUP) and a service, and what they do. */
export class ChatStory {
  readonly unread: UnreadModel;
  private readonly marks = new Set<number>();

  private constructor(
    readonly chatId: number,
    private readonly chatType: ChatType,
    private readonly owner: ApiClient,
    private readonly others: readonly ApiClient[],
    private readonly bot: ApiClient,
    private present: readonly ApiClient[],
  ) {
    this.unread = new UnreadModel(chatType === 'GROUP');
  }

  static async begin(api: ApiServer, chatType: ChatType): Promise<ChatStory> {
    const [owner, others, bot] = [api.user('owner'), [api.user('bob'), api.user('carol')], api.service('bot')];
    const participants = chatType === 'GROUP' ? others.map(({ userId }) => userId) : undefined;
    const { id } = await ok(owner.createChat({ chat_type: chatType, participants }));
    return new ChatStory(id, chatType, owner, others, bot, chatType === 'GROUP' ? [owner, ...others] : [owner]);
  }

  /** Who is in the chat now. */
  get people(): readonly ApiClient[] {
    return this.present;
  }

  async listed(): Promise<MessageDto[]> {
    return (await ok(this.owner.listMessages(this.chatId, { limit: 100 }))).data;
  }

  async carryOut(act: Act): Promise<void> {
    switch (act.kind) {
      case 'send':
        return this.send(act);
      case 'settle':
        return this.settle(act);
      case 'mark':
        return this.mark(act);
      case 'edit':
        return this.edit(act.nth);
      case 'delete':
        return this.delete(act.nth);
      case 'member':
        return this.change(act);
    }
  }

  private async send({ by: who, isUser, type, status }: Extract<Act, { kind: 'send' }>): Promise<void> {
    const given = this.present[who] ?? this.bot;
    const mayNot =
      this.chatType === 'SYSTEM' || (this.chatType === 'GROUP' && type === 'SYSTEM' && given !== this.owner);
    const sender = mayNot ? this.bot : given;
    const body = {
      content: 'Hello',
      message_type: type,
      is_user: isUser || (this.chatType === 'GROUP' && sender !== this.bot),
      status,
    };
    await ok(sender.sendMessage(this.chatId, body));
  }

  /** A message that somebody has marked while it was SENDING is not failed: whether that is possible is another matter. */
  private async settle({ nth: place, status }: Extract<Act, { kind: 'settle' }>): Promise<void> {
    const open = (await this.listed()).filter(
      (message) =>
        message.deleted_at === undefined &&
        message.status === (status === 'SENDING' ? 'FAILED' : 'SENDING') &&
        !(status === 'FAILED' && this.marks.has(message.id)),
    );
    const message = open.at(-1 - (place % open.length));
    if (message === undefined) return;
    await ok(this.senderOf(message).updateMessageStatus(message.id, { status }));
  }

  private async edit(place: number): Promise<void> {
    const texts = (await this.listed()).filter(
      (message) => message.is_user && message.message_type === 'TEXT' && message.deleted_at === undefined,
    );
    const message = texts.at(-1 - (place % texts.length));
    if (message === undefined || message.status === 'SENDING' || message.status === 'FAILED') return;
    const sender = this.senderOf(message);
    if (sender.userId === message.sender_id) await ok(edit(sender, message, `${message.content} again`));
  }

  private async delete(place: number): Promise<void> {
    const messages = (await this.listed()).filter(
      ({ message_metadata: metadata }) => !Object.hasOwn(metadata ?? {}, 'action'),
    );
    const message = messages.at(-1 - (place % messages.length));
    if (message !== undefined) await ok(takeBack(this.senderOf(message), message));
  }

  /** A service for those who have left. */
  private senderOf({ sender_id: senderId }: MessageDto): ApiClient {
    return this.present.find(({ userId }) => userId === senderId) ?? this.bot;
  }

  private async mark({ by: who, nth: place, status, up_to }: Extract<Act, { kind: 'mark' }>): Promise<void> {
    const listed = (await this.listed()).filter((message) => message.status !== 'FAILED');
    const [message, reader] = [listed.at(-1 - (place % listed.length)), this.present[who % this.present.length]];
    if (message === undefined || reader === undefined) return;
    await ok(reader.updateMessageStatus(message.id, { status, up_to }));
    this.marks.add(message.id);
    if (status === 'READ') this.unread.marked(reader.userId, message.id, up_to);
  }

  private async change({ who, action }: Extract<Act, { kind: 'member' }>): Promise<void> {
    const person = this.others[who - 1];
    const isPresent = person !== undefined && this.present.includes(person);
    if (this.chatType !== 'GROUP' || person === undefined || (action === 'leave' && !isPresent)) return;
    const metadata = action === 'leave' ? { action } : { action, user_ids: [person.userId] };
    const sender = action === 'leave' ? person : this.owner;
    await ok(sender.sendMessage(this.chatId, { content: action, message_type: 'SYSTEM', message_metadata: metadata }));
    if (action === 'add_participants' && !isPresent) {
      this.unread.added(person.userId, await this.listed());
      this.present = [...this.present, person];
    } else if (action !== 'add_participants') this.present = this.present.filter((client) => client !== person);
  }
}
