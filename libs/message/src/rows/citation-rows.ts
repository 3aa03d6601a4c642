import { type Load, load, type Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import type { Fate } from '../shown/citations.js';
import type { MessagePlace } from '../shown/message-view.js';
import {
  ADD,
  ADDED,
  CITED,
  CITED_BY,
  CITED_BY_NEW,
  CITED_BY_REPLIES,
  type Citing,
  DUE,
  FORGET,
  FORGOTTEN,
  LOAD_ELSEWHERE,
  LOCK_CITED,
  NEW_CITATIONS,
  type NewCitation,
  SETTLE,
  SETTLED,
  WAIT,
} from './citation-statements.js';
import { at, WANTED } from './message-place.js';

type CitedRow = Record<'chat_id' | 'message_id' | 'n', number> & { readonly fate: Fate | null };

type CitedElsewhere = Record<'cited_chat_id' | 'cited_id', number>;

/** Citations of the messages of a batch, and by them. */
export class CitationRows implements Rows {
  static readonly table = 'citations';
  private readonly replies: MessagePlace[] = [];
  private readonly questions: MessagePlace[] = [];
  private readonly announced: NewCitation[] = [];
  private readonly cited: (MessagePlace & { readonly deletes: boolean })[] = [];
  private readonly fates = new Map<string, Fate>();
  private readonly elsewhere = new Set<string>();
  private readonly added: Citing[] = [];
  private readonly settled: (Citing & { readonly fate: Fate })[] = [];
  private readonly forgotten: MessagePlace[] = [];
  private readonly due: (MessagePlace & { readonly seq: number })[] = [];

  /** What became of the messages that a reply cites; they stay as they are until the batch is stored. */
  wantCitedBy(chatId: number, messageId: number): void {
    this.replies.push({ chatId, messageId });
  }

  /** The same of messages that a reply is about to cite. */
  wantCited(citations: readonly NewCitation[]): void {
    this.announced.push(...citations);
  }

  /** The same of the replies to a message that are not finished. */
  wantCitedByRepliesTo(chatId: number, messageId: number): void {
    this.questions.push({ chatId, messageId });
  }

  /** Whether more cite a message than the batch loads with it. */
  wantCiting(chatId: number, messageId: number, deletes: boolean): void {
    this.cited.push({ chatId, messageId, deletes });
  }

  fateOf(reply: MessagePlace, n: number): Fate | undefined {
    return this.fates.get(`${at(reply.chatId, reply.messageId)} ${n}`);
  }

  isCitedElsewhere(cited: MessagePlace): boolean {
    return this.elsewhere.has(at(cited.chatId, cited.messageId));
  }

  add(citing: Citing): void {
    this.added.push(citing);
  }

  /** The reply says by now what became of the message. */
  settle(citing: Citing, fate: Fate): void {
    this.settled.push({ ...citing, fate });
  }

  /** The reply cites nothing any more. */
  forget(reply: MessagePlace): void {
    this.forgotten.push(reply);
  }

  /** Other citations follow in later changes. */
  follow(cited: MessagePlace, seq: number): void {
    this.due.push({ ...cited, seq });
  }

  loads(): readonly Load[] {
    const cited = [
      ...WANTED.statements({ name: 'citation.load-cited', text: CITED_BY }, this.replies),
      ...WANTED.statements({ name: 'citation.load-cited-by-replies', text: CITED_BY_REPLIES }, this.questions),
      ...NEW_CITATIONS.statements({ name: 'citation.load-cited-by-new', text: CITED_BY_NEW }, this.announced),
    ];
    const elsewhere = CITED.statements({ name: 'citation.load-elsewhere', text: LOAD_ELSEWHERE }, this.cited);
    return [
      ...load<CitedRow>(cited, ({ chat_id, message_id, n, fate }) => {
        if (fate !== null) this.fates.set(`${at(chat_id, message_id)} ${n}`, fate);
      }),
      // First, so that a reply which is about to cite them is seen by the next statement, or sees what becomes of them.
      ...load(CITED.statements({ name: 'citation.lock-cited', text: LOCK_CITED }, this.cited), () => undefined),
      ...load<CitedElsewhere>(elsewhere, (row) => this.elsewhere.add(at(row.cited_chat_id, row.cited_id))),
    ];
  }

  stores(): readonly Statement[] {
    return [
      ...FORGOTTEN.statements({ name: 'citation.forget', text: FORGET }, this.forgotten),
      ...ADDED.statements({ name: 'citation.add', text: ADD }, this.added),
      ...SETTLED.statements({ name: 'citation.settle', text: SETTLE }, this.settled),
      ...DUE.statements({ name: 'citation.wait', text: WAIT }, this.due),
    ];
  }
}
