import type { ChangedDto } from '#libs/realtime';

/** Who was in a chat at which of its numbers; the owner, who always is, is not asked about. */
export class Memberships {
  /** By user: the number at which they came, and at which they went. */
  private readonly stays = new Map<string, { from: number; to: number }[]>();
  private readonly acts: { readonly seq: number; readonly userId: string; readonly isHere: boolean }[] = [];

  constructor(private readonly first: readonly string[]) {}

  /** Acts may be told of in any order. */
  changed(seq: number, userId: string, isHere: boolean): void {
    this.acts.push({ seq, userId, isHere });
    this.stays.clear();
  }

  isIn(userId: string): boolean {
    return this.of(userId).at(-1)?.to === Infinity;
  }

  /**
   * What is wrong with somebody's getting this frame. A member gets all; whoever has left gets one frame of that
   * number or an earlier one, in which they are no more, and nothing is said.
   */
  wrongWith(userId: string, { seq, messages, receipts, chat }: ChangedDto): string | undefined {
    const stays = this.of(userId);
    if (stays.length === 0) return 'never was in the chat';
    if (stays.some(({ from, to }) => from <= seq && seq < to)) return undefined;
    if (messages !== undefined || receipts !== undefined) return 'was not in the chat any more';
    if (!stays.some(({ to }) => to === seq)) return 'had not left the chat just then';
    return chat?.participants.includes(userId) === true ? 'is still among the participants' : undefined;
  }

  /** As a counterexample shows it. */
  toString(): string {
    return JSON.stringify(this.acts);
  }

  private of(userId: string): readonly { from: number; to: number }[] {
    const known = this.stays.get(userId);
    if (known !== undefined) return known;
    const stays = this.first.includes(userId) ? [{ from: 0, to: Infinity }] : [];
    for (const act of this.acts.toSorted((one, other) => one.seq - other.seq)) {
      const last = stays.at(-1);
      const isHere = last?.to === Infinity;
      if (act.userId !== userId || act.isHere === isHere) continue;
      if (act.isHere) stays.push({ from: act.seq, to: Infinity });
      else if (last !== undefined) last.to = act.seq;
    }
    this.stays.set(userId, stays);
    return stays;
  }
}
