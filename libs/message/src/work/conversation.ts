import type { Queryable } from '#libs/database';
import type { ChatType } from '#libs/chat';
import { MessageNotFound } from '../shown/message-errors.js';

/** Earlier turns that a reply may look at, and instructions. */
const MAX_TURNS = 40;
const MAX_INSTRUCTIONS = 20;

export interface Turn {
  readonly id: number;
  readonly isUser: boolean;
  readonly content: string;
}

/** What a reply answers, and what was said before it. */
export interface Conversation {
  readonly chat: {
    readonly id: number;
    readonly chatType: ChatType;
    readonly ownerId: string;
    readonly metadata: Record<string, unknown> | null;
  };
  readonly question: Turn;
  /** TEXT before the question, the newest first. */
  readonly earlier: readonly Turn[];
  /** SYSTEM messages that are no acts, the oldest first. */
  readonly instructions: readonly string[];
}

type QuestionRow = Turn & Conversation['chat'] & { readonly questionId: number };

const SAID = `m.status NOT IN ('SENDING', 'FAILED') AND m.deleted_at IS NULL AND m.chat_id = $1 AND m.id < $2`;

/** @throws MessageNotFound when there is no such reply */
export async function conversationBefore(db: Queryable, chatId: number, replyId: number): Promise<Conversation> {
  const [row] = await db.query<QuestionRow>({
    name: 'message.question-of',
    text: `SELECT q.id AS "questionId", q.content, q.is_user AS "isUser", c.id, c.chat_type AS "chatType",
        c.owner_id AS "ownerId", c.chat_metadata AS metadata
      FROM message r JOIN message q ON q.chat_id = r.chat_id AND q.id = r.parent_message_id JOIN chat c ON c.id = r.chat_id
      WHERE r.chat_id = $1 AND r.id = $2`,
    values: [chatId, replyId],
  });
  if (row === undefined) throw new MessageNotFound();
  const { questionId, content, isUser, ...chat } = row;
  const earlier = await db.query<Turn>({
    name: 'message.turns-before',
    text: `SELECT m.id, m.content, m.is_user AS "isUser" FROM message m
      WHERE ${SAID} AND m.message_type = 'TEXT' ORDER BY m.chat_id DESC, m.id DESC LIMIT ${MAX_TURNS}`,
    values: [chatId, questionId],
  });
  const instructions = await db.query<{ content: string }>({
    name: 'message.instructions-before',
    text: `SELECT m.content FROM message m
      WHERE ${SAID} AND m.message_type = 'SYSTEM' AND m.message_metadata->>'action' IS NULL
      ORDER BY m.chat_id DESC, m.id DESC LIMIT ${MAX_INSTRUCTIONS}`,
    values: [chatId, questionId],
  });
  return {
    chat,
    question: { id: questionId, isUser, content },
    earlier,
    instructions: instructions.map((instruction) => instruction.content).reverse(),
  };
}
