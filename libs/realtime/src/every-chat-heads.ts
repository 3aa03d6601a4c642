import { Injectable } from '@nestjs/common';
import type { ChatHead } from '#libs/chat';
import { ChangeReader, COMMITTED_WITHIN_MS } from './change-reader.js';
import type { ChangedFrame } from './changed-frame.js';
import { MAX_HEADS } from './frame.dto.js';
import { ToldSeqs } from './told-seqs.js';

interface Look {
  /** The database's time, RFC 3339. */
  readonly at: string;
  /** The chats of which a hint was lost; undefined when there are more than a frame names. */
  readonly lost: readonly ChatHead[] | undefined;
}

/** Finds changes whose hints never came: chats that changed lately and were not told. */
@Injectable()
export class EveryChatHeads {
  private seqs = new ToldSeqs(performance.now());
  private begunAt = 0;
  private lookedAt = 0;

  constructor(private readonly reader: ChangeReader) {}

  /** Everything from this time on is to be told. */
  begin(at: string): void {
    this.seqs = new ToldSeqs(performance.now());
    this.begunAt = this.lookedAt = Date.parse(at);
  }

  told({ chatId, seq }: ChangedFrame): void {
    this.seqs.note(chatId, seq, performance.now());
  }

  async findUntold(): Promise<Look> {
    const since = Math.max(this.begunAt, this.lookedAt - COMMITTED_WITHIN_MS);
    const lost: ChatHead[] = [];
    const at = await this.reader.now();
    for await (const heads of this.reader.headsSince(since)) {
      lost.push(...heads.filter(({ id, last_seq }) => !this.seqs.has(id, last_seq)));
      if (lost.length > MAX_HEADS) break;
    }
    this.lookedAt = Date.parse(at);
    for (const { id, last_seq } of lost) this.seqs.note(id, last_seq, performance.now());
    return { at, lost: lost.length > MAX_HEADS ? undefined : lost };
  }
}
