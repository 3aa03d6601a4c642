import type { ChatReplica } from '#libs/client';
import type { Reply } from '../support/api-client.js';
import type { ChaosUser } from './chaos-user.js';
import type { SeededRandom } from './seeded-random.js';

/** Messages that may wait to be sent before their author stops writing. */
const MAX_WAITING = 10;
const REACTIONS = ['👍', '🎉', '❤️'] as const;
/** Of the latest messages: what people react to, answer and read. */
const LATELY = 20;

/** What one person does. */
export class Deeds {
  /** Answers that nobody may get. */
  readonly mistakes: string[] = [];

  constructor(
    private readonly user: ChaosUser,
    private readonly random: SeededRandom,
    private readonly everybody: readonly string[],
  ) {}

  /** One thing, of a random kind. */
  async doOne(): Promise<void> {
    const { random, user } = this;
    user.giveUpRefused();
    const [chatId, replica] = random.pick([...user.replicas]) ?? [];
    if (chatId === undefined || replica === undefined) return;
    const dice = random.next();
    if (dice < 0.1) return this.react(replica);
    if (dice < 0.25) return this.read(replica);
    if (dice > 0.98 && replica.hasOlder) return user.loadOlder(chatId);
    if (user.waiting >= MAX_WAITING) return;
    if (dice < 0.28) user.typing(chatId);
    if (dice > 0.88) return this.rework(chatId, replica);
    const isOwner = replica.chat?.user_id === user.userId;
    if (isOwner && dice < 0.33) this.changeMembers(chatId, replica);
    else if (isOwner && dice < 0.34) this.act(chatId, { action: 'rename', title: `title ${random.below(1_000)}` });
    else this.say(chatId, replica);
  }

  private say(chatId: number, replica: ChatReplica): void {
    const { random } = this;
    const parent = random.chance(0.15) ? this.someMessage(replica) : undefined;
    const content = `${random.below(1e6)} `.repeat(1 + random.below(20));
    this.user.send(chatId, { content, ...(parent !== undefined && { parent_message_id: parent.id }) });
  }

  /** Edits or deletes a message of the user, or deletes any as the owner. */
  private rework(chatId: number, replica: ChatReplica): void {
    const { random, user } = this;
    const isOwner = replica.chat?.user_id === user.userId;
    const isEdit = random.chance(0.6);
    const message = random.pick(
      replica.messages.filter(
        ({ sender_id, message_type, deleted_at }) =>
          message_type === 'TEXT' && deleted_at === undefined && (sender_id === user.userId || (isOwner && !isEdit)),
      ),
    );
    if (message === undefined) return;
    if (isEdit) user.edit(chatId, message.id, `edited ${random.below(1e6)}`);
    else user.delete(chatId, message.id);
  }

  private changeMembers(chatId: number, replica: ChatReplica): void {
    const person = this.random.pick(this.everybody.filter((userId) => userId !== this.user.userId));
    const isIn = replica.chat?.participants.includes(person ?? '') === true;
    this.act(chatId, { action: isIn ? 'remove_participants' : 'add_participants', user_ids: [person] });
  }

  private act(chatId: number, metadata: Record<string, unknown>): void {
    this.user.send(chatId, { content: 'an act', message_type: 'SYSTEM', message_metadata: metadata });
  }

  private async react(replica: ChatReplica): Promise<void> {
    const { api } = this.user;
    const message = this.someMessage(replica);
    const reaction = this.random.pick(REACTIONS);
    if (message === undefined || reaction === undefined) return;
    const isAdding = this.random.chance(0.7);
    await this.attempt(() =>
      isAdding ? api.addReaction(message.id, reaction) : api.removeReaction(message.id, reaction),
    );
  }

  private async read(replica: ChatReplica): Promise<void> {
    const message = this.someMessage(replica);
    if (message === undefined) return;
    const status = this.random.chance(0.5) ? 'READ' : 'DELIVERED';
    const up_to = this.random.chance(0.7);
    await this.attempt(() => this.user.api.updateMessageStatus(message.id, { status, up_to }));
  }

  private someMessage({ messages }: ChatReplica) {
    return this.random.pick(messages.slice(-LATELY));
  }

  /**
   * No answer is nobody's mistake here; 404 is what somebody gets who has just been removed, and a message may have been
   * deleted meanwhile.
   */
  private async attempt(call: () => Promise<Reply<unknown>>): Promise<void> {
    try {
      const { status, text } = await call();
      if (![200, 404, 503].includes(status) && !text.includes('"message_deleted"')) this.mistakes.push(text);
    } catch (error) {
      // What fetch throws when the connection is gone, or is cut in the middle of the answer.
      if ((error as Error).name !== 'TypeError') this.mistakes.push(String(error));
    }
  }
}
