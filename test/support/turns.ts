import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from './api-client.js';
import { ok } from './expectations.js';
import { act } from './group-chats.js';
import type { Person } from './person-of.js';

/** What people do in a chat, at each server in turn. Messages are counted from 0 in the order in which they were sent. */
export class Turns {
  private readonly sent: MessageDto[] = [];
  private turn = 0;

  constructor(private readonly chatId: number) {}

  by(person: Person): ApiClient {
    return person.at(this.turn++);
  }

  /** Id of a message. */
  at(nth: number): number {
    return this.sent.at(nth)?.id ?? 0;
  }

  send(person: Person, body: unknown): Promise<MessageDto> {
    return this.keep(this.by(person).sendMessage(this.chatId, body));
  }

  reply(person: Person, nth: number): Promise<MessageDto> {
    return this.send(person, { content: 're', parent_message_id: this.at(nth) });
  }

  mark(person: Person, nth: number, status: string, up_to = false): Promise<MessageDto> {
    return ok(this.by(person).updateMessageStatus(this.at(nth), { status, up_to }));
  }

  act(person: Person, action: string, more: object = {}): Promise<MessageDto> {
    return this.keep(act(this.by(person), this.chatId, action, more));
  }

  add(owner: Person, ...people: Person[]): Promise<MessageDto> {
    return this.act(owner, 'add_participants', { user_ids: people.map(({ userId }) => userId) });
  }

  remove(owner: Person, ...people: Person[]): Promise<MessageDto> {
    return this.act(owner, 'remove_participants', { user_ids: people.map(({ userId }) => userId) });
  }

  private async keep(reply: Promise<Reply<MessageDto>>): Promise<MessageDto> {
    const message = await ok(reply);
    this.sent.push(message);
    return message;
  }
}
