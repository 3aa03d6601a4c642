import type { UserActor } from '#libs/auth';
import { type Batch, type Change, type Judged, ParticipantRows } from '#libs/chat';
import { refusal } from '#libs/http';
import {
  changedHint,
  type LockedMessage,
  MAX_NAMED,
  messageFor,
  MessageRows,
  type MessageView,
  type Reacting,
  ReactionRows,
} from '#libs/message';
import { ReactionErrors } from './reaction-errors.js';

/** Different reactions on one message. */
const MAX_REACTIONS = 50;

type Reactions = MessageView['reactions'];

interface Reacted {
  readonly message: MessageView;
  readonly hasChanged: boolean;
}

/** Adds or takes back somebody's reaction. Adding what is there, or taking back what is not, changes nothing. */
export class ReactionChange implements Change<Reacted> {
  readonly sharesBatchWith = 'anybody';
  readonly bytes = 200;
  readonly ids = {};
  readonly chatId;

  constructor(
    readonly actor: UserActor,
    private readonly reacting: Reacting,
    private readonly adds: boolean,
  ) {
    this.chatId = reacting.chatId;
  }

  wants(batch: Batch): void {
    batch.of(MessageRows).want(this.chatId, this.reacting.messageId);
    batch.of(ReactionRows).want(this.reacting);
  }

  judge(batch: Batch): Judged<Reacted> {
    const { actor, chatId, reacting, adds } = this;
    const locked = messageFor(batch, actor, chatId, reacting.messageId);
    const rows = batch.of(ReactionRows);
    if (rows.has(reacting) === adds) return { answer: { message: locked.message, hasChanged: false } };
    if (locked.message.deleted_at !== null) throw refusal(ReactionErrors.message_deleted);
    if (adds) refuseTooMany(locked.message.reactions, reacting.reaction);

    const seq = batch.chats.raise(chatId);
    if (adds) {
      rows.add(reacting, seq);
      batch.of(ParticipantRows).takePart(chatId, actor.userId);
    } else rows.remove(reacting);
    return this.show(batch, locked, seq);
  }

  private show(batch: Batch, { chat, message }: LockedMessage, seq: number): Judged<Reacted> {
    const { reacting, adds } = this;
    const first = batch.of(ReactionRows).first(reacting);
    const reactions = adds ? withReaction(message.reactions, reacting) : without(message.reactions, reacting, first);
    const shown = { ...message, reactions, change_seq: seq, updated_at: batch.now };
    batch.of(MessageRows).set(shown);
    return { answer: { message: shown, hasChanged: true }, hints: [changedHint(chat, seq, { messages: [shown] })] };
  }
}

function refuseTooMany(reactions: Reactions, reaction: string): void {
  const isNew = !Object.hasOwn(reactions, reaction);
  if (isNew && Object.keys(reactions).length >= MAX_REACTIONS)
    throw refusal(ReactionErrors.too_many_reactions, MAX_REACTIONS);
}

/** The latest comes last. */
function withReaction(reactions: Reactions, { reaction, userId }: Reacting): Reactions {
  const { count = 0, user_ids = [] } = own(reactions, reaction) ?? {};
  const named = user_ids.length < MAX_NAMED ? [...user_ids, userId] : user_ids;
  return replaced(reactions, reaction, { count: count + 1, user_ids: named });
}

/** @param first the people who react so, without this one; given when there are more than are named */
function without(
  reactions: Reactions,
  { reaction, userId }: Reacting,
  first: readonly string[] | undefined,
): Reactions {
  const { count = 1, user_ids = [] } = own(reactions, reaction) ?? {};
  const named = first?.slice(0, MAX_NAMED) ?? user_ids.filter((named) => named !== userId);
  return replaced(reactions, reaction, count > 1 ? { count: count - 1, user_ids: named } : undefined);
}

function own(reactions: Reactions, reaction: string): Reactions[string] | undefined {
  return Object.hasOwn(reactions, reaction) ? reactions[reaction] : undefined;
}

/** By entries, since a reaction may be called `__proto__`. */
function replaced(reactions: Reactions, reaction: string, summary: Reactions[string] | undefined): Reactions {
  const entries = Object.entries(reactions);
  const others = entries.filter(([name]) => name !== reaction);
  if (summary === undefined) return Object.fromEntries(others);
  if (others.length === entries.length) return Object.fromEntries([...entries, [reaction, summary]]);
  return Object.fromEntries(entries.map(([name, known]) => [name, name === reaction ? summary : known]));
}
