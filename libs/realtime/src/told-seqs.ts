/** How far chats were told lately. It forgets: of two generations the older one goes. */
export class ToldSeqs {
  private young = new Map<number, number>();
  private old = new Map<number, number>();

  constructor(
    private youngSince: number,
    private readonly generationMs = 60_000,
    private readonly maxPerGeneration = 100_000,
  ) {}

  /** @param now by `performance.now()` */
  note(chatId: number, seq: number, now: number): void {
    if (now - this.youngSince > this.generationMs || this.young.size >= this.maxPerGeneration) this.age(now);
    this.young.set(chatId, Math.max(seq, this.young.get(chatId) ?? -1));
  }

  has(chatId: number, seq: number): boolean {
    return Math.max(this.young.get(chatId) ?? -1, this.old.get(chatId) ?? -1) >= seq;
  }

  private age(now: number): void {
    this.old = this.young;
    this.young = new Map();
    this.youngSince = now;
  }
}
