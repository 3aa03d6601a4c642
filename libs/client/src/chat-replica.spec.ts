import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Change, change } from '../../../test/support/chat-change.js';
import { ChatModel, type Seen } from '../../../test/support/chat-model.js';
import { holds, PROPERTY_TIMEOUT } from '../../../test/support/property.js';
import { ChatReplica } from './chat-replica.js';
import type { ChangedFrame } from './wire.js';

/** A change, and what becomes of its frame. */
interface Step {
  readonly change: Change;
  readonly fate: 'arrives' | 'arrives twice' | 'is late' | 'is lost' | 'is bare' | 'is several';
  readonly next: 'nothing' | 'pull' | 'a pull that others disturb' | 'all that is late' | 'older messages';
}

interface Run {
  readonly first: readonly Change[];
  /** Messages of the window; null for the whole chat. */
  readonly window: number | null;
  readonly limit: number;
  readonly steps: readonly Step[];
}

const step: fc.Arbitrary<Step> = fc.record({
  change,
  fate: fc.constantFrom(
    'arrives',
    'arrives',
    'arrives',
    'arrives twice',
    'is late',
    'is lost',
    'is bare',
    'is several',
  ),
  next: fc.constantFrom(
    'nothing',
    'nothing',
    'pull',
    'a pull that others disturb',
    'all that is late',
    'older messages',
  ),
});

const run: fc.Arbitrary<Run> = fc.record({
  first: fc.array(change, { maxLength: 12 }),
  window: fc.option(fc.integer({ min: 1, max: 5 })),
  limit: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(step, { maxLength: 30 }),
});

/** A replica and the model that answers its pulls. At every number it must be what the model was at that number. */
class Stage {
  readonly model = new ChatModel();
  private late: ChangedFrame[] = [];
  private before = 0;
  readonly replica: ChatReplica;

  constructor({ first, window, limit }: Run) {
    for (const one of first) this.model.commit(one);
    this.replica =
      window === null ? new ChatReplica() : ChatReplica.window(this.model.page(0, 1), this.model.older(window));
    if (window === null) this.pull(limit);
    this.compare();
  }

  carryOut({ change: made, fate, next }: Step, others: readonly Change[], limit: number): void {
    this.before = this.before === 0 ? this.model.seq : this.before;
    const frame = this.model.commit(made);
    if (frame !== undefined) this.deliver(frame, fate);
    if (next === 'pull') this.pull(limit);
    if (next === 'a pull that others disturb') this.pull(limit, others);
    if (next === 'all that is late') this.catchUp();
    if (next === 'older messages') this.loadOlder(limit);
    this.compare();
  }

  catchUp(): void {
    for (const frame of this.late.toReversed()) this.take(frame);
    this.late = [];
  }

  pull(limit: number, others: readonly Change[] = []): void {
    const meanwhile: ChangedFrame[] = [];
    let page = this.model.page(this.replica.seq, limit);
    for (let nth = 0; typeof page.next_cursor === 'string'; nth++) {
      this.replica.applyPage(page, false);
      const other = others[nth];
      const frame = other && this.model.commit(other);
      if (frame !== undefined) meanwhile.push(frame);
      page = this.model.page(page.next_cursor, limit);
    }
    this.replica.applyPage(page, true);
    for (const frame of meanwhile) this.take(frame);
  }

  compare(): void {
    const { messages, ...rest } = this.model.history[this.replica.seq] ?? {};
    const firstId = this.replica.hasOlder ? (this.replica.messages[0]?.id ?? 0) : 0;
    expect(seen(this.replica)).toEqual({ ...rest, messages: messages?.filter(({ id }) => id >= firstId) });
  }

  private deliver(frame: ChangedFrame, fate: Step['fate']): void {
    if (fate === 'is late') this.late.push(frame);
    if (fate.startsWith('arrives')) this.take(frame);
    if (fate === 'arrives twice') this.take(frame);
    if (fate === 'is bare') this.take({ type: 'changed', chat_id: 1, seq: frame.seq });
    if (fate === 'is several') this.take(this.model.frame(this.before));
    if (fate === 'is several') this.before = 0;
  }

  /** What cannot be applied changes nothing. */
  private take(frame: ChangedFrame): void {
    this.replica.apply(frame);
    this.compare();
  }

  private loadOlder(limit: number): void {
    this.pull(limit);
    if (this.replica.hasOlder) this.replica.addOlder(this.model.older(limit, this.replica.messages[0]?.id));
  }
}

function seen({ messages, chat, watermarks }: ChatReplica): Seen {
  return { messages, chat, watermarks };
}

describe('a replica of a chat', () => {
  it(
    'is at every number what the chat was then, also when frames are lost, late, repeated or pulled in pieces',
    () =>
      holds(300, run, async (given) => {
        const stage = new Stage(given);
        for (const [nth, one] of given.steps.entries()) stage.carryOut(one, given.first.slice(nth % 5), given.limit);
        stage.catchUp();
        stage.pull(given.limit);
        stage.compare();
        expect(stage.replica.seq).toBe(stage.model.seq);
      }),
    PROPERTY_TIMEOUT,
  );

  it('finds a message by its sender and the id that the sender gave it', () => {
    const model = new ChatModel();
    const replica = new ChatReplica();
    const sent = { kind: 'send', by: 'alice', key: 'key' } as const;
    expect([replica.apply(model.frame(0)), replica.apply(model.commit(sent)!)]).toEqual(['apply', 'apply']);
    expect(replica.find('alice', 'key')).toEqual(replica.messages[0]);
    expect(replica.find('bob', 'key')).toBeUndefined();
  });

  it('never goes back for an answer from long ago', () => {
    const model = new ChatModel();
    const replica = new ChatReplica();
    model.commit({ kind: 'send', by: 'alice' });
    const old = model.page(0, 10);
    model.commit({ kind: 'react', nth: 0 });
    model.commit({ kind: 'mark', by: 'bob', nth: 0, isRead: true, upTo: true });
    replica.applyPage(model.page(0, 10), true);
    replica.applyPage({ ...old, receipts: [{ user_id: 'bob', delivered_up_to: 0, read_up_to: 0 }] }, true);
    expect([replica.seq, seen(replica)]).toEqual([model.seq, model.history[model.seq]]);
  });

  it('refuses older messages of another number', () => {
    const model = new ChatModel();
    const replica = ChatReplica.window(model.page(0, 1), model.older(1));
    model.commit({ kind: 'send', by: 'alice' });
    expect(() => replica.addOlder(model.older(1))).toThrow(RangeError);
  });
});
