/** Who sends or reads, and whether they are a service. */
export interface Holder {
  readonly name: string;
  readonly isService: boolean;
}

/** Bytes of memory that are held for each person or service, and in total. */
export class HeldBytes {
  private readonly bytesOf = new Map<string, number>();
  private sum = 0;

  get total(): number {
    return this.sum;
  }

  of(name: string): number {
    return this.bytesOf.get(name) ?? 0;
  }

  add(name: string, bytes: number): void {
    this.sum += bytes;
    const now = this.of(name) + bytes;
    if (now === 0) this.bytesOf.delete(name);
    else this.bytesOf.set(name, now);
  }
}
