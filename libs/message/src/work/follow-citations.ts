import type { Batch, Change, Judged } from '#libs/chat';
import { changedHint } from '../shown/changed-hint.js';
import type { Fate } from '../shown/citations.js';
import type { MessagePlace } from '../shown/message-view.js';
import { CitationRows } from '../rows/citation-rows.js';
import { MessageRows } from '../rows/message-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { follow, toWrite } from '../steps/citing.js';
import { SERVER } from './server.js';

/** Lets replies of one chat follow what became of a message that they cite. */
export class FollowCitations implements Change<void> {
  readonly actor = SERVER;
  readonly sharesBatchWith = 'nobody';
  readonly bytes = 1_000;
  readonly ids = {};

  constructor(
    readonly chatId: number,
    private readonly replyIds: readonly number[],
    private readonly cited: MessagePlace,
    private readonly fate: Fate,
  ) {}

  wants(batch: Batch): void {
    for (const id of this.replyIds) {
      batch.of(WorkRows).want(this.chatId, id);
      batch.of(MessageRows).want(this.chatId, id);
    }
  }

  judge(batch: Batch): Judged<void> {
    const { chatId, cited, fate } = this;
    let raised: number | undefined;
    const raise = () => (raised ??= batch.chats.raise(chatId));
    const changed = this.replyIds.flatMap((id) => {
      const reply = batch.of(MessageRows).get(chatId, id);
      const followed = reply && follow(batch, reply, cited, fate, raise);
      // Also one that says so already, or cites it no more.
      batch.of(CitationRows).settle({ cited, by: { chatId, messageId: id } }, fate);
      return followed ?? [];
    });
    const chat = batch.chats.get(chatId);
    if (raised === undefined || chat === undefined) return { answer: undefined };
    return { answer: undefined, hints: [changedHint(chat, raised, { messages: changed }), ...toWrite(changed)] };
  }
}
