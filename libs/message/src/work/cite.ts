import type { Batch, Change, Judged } from '#libs/chat';
import { characters } from '#libs/http';
import { changedHint } from '../shown/changed-hint.js';
import { citationsOf } from '../shown/citations.js';
import { CitationRows } from '../rows/citation-rows.js';
import { type MessageRow, MessageRows } from '../rows/message-rows.js';
import { WorkRows } from '../rows/work-rows.js';
import { isCancelled } from '../rows/work-rule.js';
import { begunAgain } from '../steps/again.js';
import { storeCitations, toWrite, withFates } from '../steps/citing.js';
import { SERVER } from './server.js';
import type { ClaimedWork, WrittenText } from './message-work.repository.js';

/**
 * Adds text that cites to a reply that is held. It raises no number; from then on the reply follows what becomes of its
 * sources. What became of them before is said at once; a reply that would quote words that are gone is written again.
 */
export class Cite implements Change<number | undefined> {
  readonly actor = SERVER;
  readonly sharesBatchWith = 'nobody';
  readonly bytes;
  readonly ids = {};
  readonly chatId;

  constructor(
    private readonly work: ClaimedWork,
    private readonly written: WrittenText,
  ) {
    this.chatId = work.chatId;
    this.bytes = 1_000 + 4 * written.text.length;
  }

  wants(batch: Batch): void {
    const { chatId, messageId } = this.work;
    batch.of(WorkRows).want(chatId, messageId);
    batch.of(MessageRows).want(chatId, messageId);
    const cited = citationsOf({ content: '', message_metadata: this.written.metadata }).map((citation) => ({
      n: citation.n,
      source: citation['source'],
      start: citation['start'],
      end: citation['end'],
      text: citation['text'],
      by: { chatId, messageId },
      cited: { chatId: citation.chat_id, messageId: citation.message_id },
    }));
    batch.of(CitationRows).wantCited(cited);
  }

  judge(batch: Batch): Judged<number | undefined> {
    const { chatId, messageId, lease } = this.work;
    const { text, offset } = this.written;
    const chat = batch.chats.get(chatId);
    const reply = batch.of(MessageRows).get(chatId, messageId);
    const isHeld = batch.of(WorkRows).get(chatId, messageId)?.lease === lease;
    if (chat === undefined || reply === undefined || !isHeld || isCancelled(chat, this.work))
      return { answer: undefined };
    const length = characters(reply.content);
    // It may be there already, when nobody knew whether it had been added.
    const isStored = length === offset + characters(text);
    if (!isStored && length !== offset) return { answer: undefined };
    const said = this.said(reply, isStored ? reply.content : reply.content + text);
    const left = withFates(batch, said);
    if (left.content !== said.content) return this.again(batch, reply);
    batch.of(MessageRows).write(left);
    storeCitations(batch, left);
    return { answer: chat.change_seq };
  }

  /** What is said already of a citation stays: it may have lost its text meanwhile. */
  private said(reply: MessageRow, content: string): MessageRow {
    const stored = new Map(citationsOf(reply).map((citation) => [citation.n, citation]));
    const { metadata } = this.written;
    const citations = citationsOf({ content, message_metadata: metadata });
    const rag = {
      ...(metadata['rag'] as object),
      citations: citations.map((citation) => stored.get(citation.n) ?? citation),
    };
    return { ...reply, content, message_metadata: { ...metadata, rag } };
  }

  private again(batch: Batch, reply: MessageRow): Judged<undefined> {
    const { chatId } = this;
    const seq = batch.chats.raise(chatId);
    const begun = { ...begunAgain(batch, reply, seq), change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(begun);
    const hint = changedHint(batch.chats.get(chatId)!, seq, { messages: [begun] });
    return { answer: undefined, hints: [hint, ...toWrite([begun])] };
  }
}
