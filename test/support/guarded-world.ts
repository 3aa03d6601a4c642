import type pg from 'pg';
import type { KnowledgeService, Passage, Scope } from '#libs/knowledge';
import type { ApiClient } from './api-client.js';
import { GuardedChat, type GuardedChatOptions } from './guarded-chat.js';
import { until } from './until.js';

/** A question to the index. */
export interface Search {
  readonly by: ApiClient;
  readonly chat: GuardedChat;
  readonly isOwnersChats: boolean;
  readonly text: string;
}

/** What was done so far. */
export interface AccessCounts {
  questions: number;
  /** Of them, those held back between the look at the index and the look at the passages. */
  held: number;
  passages: number;
  replies: number;
  citations: number;
}

const LIMITS = { characters: 6_000, excluded: [] };

/** People with chats, who ask for what is in them and in the others'. Collects what nobody may be shown. */
export class GuardedWorld {
  readonly chats: GuardedChat[] = [];
  readonly leaks: string[] = [];
  private moment = 0;

  constructor(
    private readonly knowledge: KnowledgeService,
    private readonly pool: pg.Pool,
    readonly people: readonly ApiClient[],
    readonly counts: AccessCounts,
  ) {}

  async create(options: GuardedChatOptions): Promise<void> {
    this.chats.push(await GuardedChat.create(options, () => ++this.moment));
  }

  /** Asks the index; what was out of scope before and all the while must not be found. */
  async search(search: Search): Promise<void> {
    const moment = ++this.moment;
    const scope = scopeOf(search);
    await this.knowledge.catchUp(scope, AbortSignal.timeout(20_000));
    this.judge(search, await this.find(scope, search.text), moment);
  }

  /** Lets searches look at the index, changes who may read what, and then lets them go on: they find what is there by then. */
  async searchAcross(searches: readonly Search[], changes: readonly (() => Promise<void>)[]): Promise<void> {
    for (const search of searches) await this.knowledge.catchUp(scopeOf(search), AbortSignal.timeout(20_000));
    const gate = await this.pool.connect();
    let running = searches.length;
    try {
      await gate.query('BEGIN');
      await gate.query('LOCK TABLE posting IN ACCESS EXCLUSIVE MODE');
      const found = searches.map((search) => this.find(scopeOf(search), search.text).finally(() => running--));
      await until(async () => (await this.waitingAtGate()) >= running);
      this.counts.held += running;
      for (const change of changes) await change();
      const moment = ++this.moment;
      await gate.query('ROLLBACK');
      for (const [nth, search] of searches.entries()) this.judge(search, (await found[nth]) ?? [], moment);
    } finally {
      gate.release();
    }
  }

  /** Asks in the chat itself, and looks at the reply. */
  async ask(by: ApiClient, chat: GuardedChat, text: string): Promise<void> {
    const moment = ++this.moment;
    const content = chat.options.kind === 'GROUP' ? `@assistant ${text}` : text;
    const { status, body } = await by.sendMessage(chat.id, content, { headers: { prefer: 'wait=20' } });
    if (status !== 200) return;
    chat.messageIds.add(body.id);
    this.counts.questions++;
    const { reply } = body as typeof body & { reply?: typeof body };
    if (reply === undefined) return;
    this.counts.replies++;
    const { citations = [] } = (reply.message_metadata?.['rag'] ?? {}) as {
      citations?: { message_id: number; text: string }[];
    };
    this.counts.citations += citations.length;
    const { isOwnersChats } = chat.options;
    const cited = citations.map((citation) => ({ messageId: citation.message_id, text: citation.text }));
    const asker = isOwnersChats ? chat.owner : undefined;
    this.judgeTexts({ by: asker, chat, isOwnersChats }, [...cited, { text: reply.content }], moment, text);
  }

  private async find(scope: Scope, question: string): Promise<readonly Passage[]> {
    const passages = await this.knowledge.search(scope, { question, earlier: [] }, LIMITS);
    this.counts.questions++;
    this.counts.passages += passages.length;
    return passages;
  }

  private async waitingAtGate(): Promise<number> {
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'posting'::regclass
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rowCount ?? 0;
  }

  private judge({ text, ...search }: Search, passages: readonly Passage[], moment: number): void {
    for (const { chatId } of passages)
      if (this.chats.every(({ id }) => id !== chatId)) this.leaks.push(`chat ${chatId}, which is none of these`);
    this.judgeTexts(search, passages, moment, text);
  }

  private judgeTexts(
    asked: { readonly by: ApiClient | undefined; readonly chat: GuardedChat; readonly isOwnersChats: boolean },
    texts: readonly { readonly chatId?: number; readonly messageId?: number; readonly text: string }[],
    moment: number,
    question: string,
  ): void {
    for (const chat of this.chats) {
      const why = whyHidden(chat, asked, moment);
      const shown = texts.find(
        ({ chatId, messageId = 0, text }) =>
          chatId === chat.id || chat.messageIds.has(messageId) || text.includes(chat.word),
      );
      if (why === undefined || shown === undefined) continue;
      const { by, isOwnersChats } = asked;
      this.leaks.push(
        `${by?.userId ?? 'a reply'} in ${asked.chat.id}${isOwnersChats ? ' (all of the owner)' : ''} asked ` +
          `${JSON.stringify(question)} and got ${JSON.stringify(shown)} of ${chat.id}, which ${why}`,
      );
    }
  }
}

/** Why a chat is certainly out of reach since a moment; undefined when it may be in reach. */
function whyHidden(
  chat: GuardedChat,
  asked: { readonly by: ApiClient | undefined; readonly chat: GuardedChat; readonly isOwnersChats: boolean },
  moment: number,
): string | undefined {
  const { by, isOwnersChats, chat: from } = asked;
  if (chat.isDeletedSince(moment)) return 'was deleted';
  if (isOwnersChats && chat.owner !== from.owner) return 'is of another owner';
  if (isOwnersChats && by !== from.owner) return 'is for its owner alone';
  if (!isOwnersChats && chat !== from) return 'is another chat';
  return by !== undefined && chat.isOutSince(by.userId, moment) ? 'they are not in' : undefined;
}

function scopeOf({ by: { userId }, chat, isOwnersChats }: Search): Scope {
  return { userId, chatId: chat.id, isOwnersChats };
}
