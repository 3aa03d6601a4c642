import type { ChangedFrame, ChatState, Message, MessagePage, Watermarks } from '#libs/client';
import { type Change, PEOPLE, type Person } from './chat-change.js';

const TIME = '2026-01-02T03:04:05.678Z';

type Row = Omit<Message, 'status' | 'receipts'> & { readonly recipients: number };
const GROUP = {
  id: 1,
  user_id: 'alice',
  session_id: 'one',
  rag_enabled: false,
  created_at: TIME,
  chat_type: 'GROUP',
  status: 'ACTIVE',
} as const;
const PLAIN = {
  chat_id: 1,
  is_user: true,
  message_type: 'TEXT',
  reply_count: 0,
  reactions: {},
  created_at: TIME,
  updated_at: TIME,
} as const;
type Place = readonly [seq: number, id: number];

/** What somebody sees of a chat. */
export interface Seen {
  readonly messages: readonly Message[];
  readonly chat: ChatState | undefined;
  readonly watermarks: ReadonlyMap<string, Watermarks>;
}

/** A chat as the server keeps it, in memory: events.md in a few lines, without a database. */
export class ChatModel {
  seq = 1;
  /** What was to be seen at each number. */
  readonly history: Seen[] = [];
  private readonly rows = new Map<number, Row>();
  private readonly marks = new Map<Person, { readonly of: Watermarks; readonly changeSeq: number }>();
  /** Marks on single messages: `<person> <message id> <read or delivered>`. */
  private readonly single = new Set<string>();
  private readonly away = new Map<Person, { after: number; until?: number }[]>([['carol', [{ after: 0 }]]]);
  private title = 'at first';
  private chatSeq = 1;
  private nextId = 10;

  constructor() {
    this.remember();
  }

  /** @returns the frame that tells of it; undefined when nothing changed */
  commit(change: Change): ChangedFrame | undefined {
    this.seq++;
    const isDone = this.carryOut(change);
    if (isDone) this.remember();
    else this.seq--;
    return isDone ? this.frame(this.seq - 1) : undefined;
  }

  /** All that changed after a number, as of now. */
  frame(after: number): ChangedFrame {
    const changed = this.changedAfter([after, Infinity]);
    const receipts = this.receiptsAfter(after);
    return {
      type: 'changed',
      chat_id: 1,
      seq: this.seq,
      ...(after !== this.seq - 1 && { after }),
      ...(changed.length > 0 && { messages: changed }),
      ...(this.chatSeq > after && { chat: this.chat }),
      ...(receipts.length > 0 && { receipts }),
    };
  }

  /** A page of `after_seq`, or of a cursor that it gave. */
  page(at: number | string, limit: number): MessagePage {
    const from: Place = typeof at === 'number' ? [at, Infinity] : (JSON.parse(at) as Place);
    const rest = this.changedAfter(from);
    const data = rest.slice(0, limit);
    const last = data.at(-1);
    const next = rest.length > limit && last !== undefined ? JSON.stringify([last.change_seq, last.id]) : null;
    return {
      ...this.answer(data, next),
      epoch: 'one',
      ...(this.chatSeq > from[0] && { chat: { ...this.chat, last_seq: this.seq, updated_at: TIME } }),
      receipts: this.receiptsAfter(from[0]),
    };
  }

  /** The latest messages before an id. */
  older(limit: number, before = Infinity): MessagePage {
    const all = this.messages.filter(({ id }) => id < before);
    return this.answer(all.slice(-limit), all.length > limit ? 'older' : null);
  }

  private answer(data: Message[], next_cursor: string | null): MessagePage {
    return { data, has_more: next_cursor !== null, next_cursor, last_seq: this.seq };
  }

  private get messages(): Message[] {
    return [...this.rows.values()].map((row) => this.show(row)).toSorted((a, b) => a.id - b.id);
  }

  private get chat(): ChatState {
    return { ...GROUP, title: this.title, participants: PEOPLE.filter((person) => this.isHere(person)) };
  }

  private remember(): void {
    const watermarks = new Map([...this.marks].map(([person, marks]) => [person, marks.of]));
    this.history[this.seq] = { messages: this.messages, chat: this.chat, watermarks };
  }

  private carryOut(change: Change): boolean {
    switch (change.kind) {
      case 'send':
        return this.isHere(change.by) && this.add(change.by, change.key) > 0;
      case 'react':
        return this.touch(this.nth(change.nth)?.id, (row) => ({ reply_count: row.reply_count + 1 }));
      case 'mark':
        return change.upTo ? this.markUpTo(change) : this.markOne(change);
      case 'rename':
        this.title = `as of ${this.add('alice')}`;
        this.chatSeq = this.seq;
        return true;
      case 'come or go':
        this.comeOrGo(this.add('alice'));
        this.chatSeq = this.seq;
        return true;
    }
  }

  private add(sender: Person, key?: string): number {
    const id = (this.nextId += 3);
    const recipients = PEOPLE.filter((person) => person !== sender && this.isHere(person)).length;
    this.rows.set(id, {
      ...PLAIN,
      id,
      sender_id: sender,
      content: `message ${id}`,
      change_seq: this.seq,
      recipients,
      ...(key !== undefined && { client_message_id: key }),
    });
    return id;
  }

  private touch(id: number | undefined, change: (row: Row) => Partial<Row> = () => ({})): boolean {
    const row = this.rows.get(id ?? 0);
    if (row !== undefined) this.rows.set(row.id, { ...row, ...change(row), change_seq: this.seq });
    return row !== undefined;
  }

  private markOne({ by: reader, nth: place, isRead }: Extract<Change, { kind: 'mark' }>): boolean {
    const row = this.nth(place);
    if (row === undefined || !this.isAddressed(row, reader)) return false;
    const [delivered, read] = this.hasReached(row, reader);
    if (read || (delivered && !isRead)) return false;
    this.single.add(`${reader} ${row.id} delivered`);
    if (isRead) this.single.add(`${reader} ${row.id} read`);
    return this.touch(row.id);
  }

  private markUpTo({ by: reader, nth: place, isRead }: Extract<Change, { kind: 'mark' }>): boolean {
    const row = this.nth(place);
    const from = this.marks.get(reader)?.of ?? { delivered_up_to: 0, read_up_to: 0 };
    if (row === undefined || !this.isHere(reader)) return false;
    const delivered = Math.max(from.delivered_up_to, row.id);
    const read = isRead ? Math.max(from.read_up_to, row.id) : from.read_up_to;
    if (delivered === from.delivered_up_to && read === from.read_up_to) return false;
    const away = this.away.get(reader);
    const moved = { user_id: reader, delivered_up_to: delivered, read_up_to: read };
    const ranges = away?.map((range) => ({ ...range }));
    this.marks.set(reader, { of: { ...moved, ...(ranges && { away: ranges }) }, changeSeq: this.seq });
    for (const [who, id] of [...this.single].map((mark) => mark.split(' ')))
      if (who === reader && Number(id) <= row.id) this.touch(Number(id));
    return true;
  }

  private comeOrGo(id: number): void {
    const ranges = this.away.get('carol') ?? [];
    const last = ranges.at(-1);
    if (last !== undefined && last.until === undefined) last.until = id;
    else ranges.push({ after: id });
  }

  /** Counted from the latest. */
  private nth(place: number): Row | undefined {
    return [...this.rows.values()].at(-1 - place);
  }

  private isHere(person: Person): boolean {
    return !(this.away.get(person) ?? []).some(({ until }) => until === undefined);
  }

  private isAddressed({ id, sender_id }: Row, reader: Person): boolean {
    const ranges = this.away.get(reader) ?? [];
    return sender_id !== reader && !ranges.some(({ after, until = Infinity }) => after < id && id <= until);
  }

  private hasReached({ id }: Row, reader: Person): [isDelivered: boolean, isRead: boolean] {
    const marks = this.marks.get(reader)?.of;
    const isMarked = (how: string) => this.single.has(`${reader} ${id} ${how}`);
    return [
      (marks?.delivered_up_to ?? 0) >= id || isMarked('delivered'),
      (marks?.read_up_to ?? 0) >= id || isMarked('read'),
    ];
  }

  private show(row: Row): Message {
    const { recipients, ...kept } = row;
    const reached = PEOPLE.filter((reader) => this.isAddressed(row, reader)).map((one) => this.hasReached(row, one));
    const delivered = reached.filter(([isDelivered]) => isDelivered).length;
    const read = reached.filter(([, isRead]) => isRead).length;
    const status = read > 0 ? 'READ' : delivered > 0 ? 'DELIVERED' : 'SENT';
    return { ...kept, status, receipts: { recipients, delivered, read } };
  }

  private changedAfter([seq, id]: Place): Message[] {
    return this.messages
      .filter((message) => message.change_seq > seq || (message.change_seq === seq && message.id > id))
      .toSorted((a, b) => a.change_seq - b.change_seq || a.id - b.id);
  }

  private receiptsAfter(seq: number): Watermarks[] {
    return [...this.marks.values()].filter(({ changeSeq }) => changeSeq > seq).map((marks) => marks.of);
  }
}
