import { setTimeout as delay } from 'node:timers/promises';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { SECRET } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import type { LiveLog } from '../support/live-log.js';
import type { ModelBehaviour } from '../support/model-server.js';
import { answersTo, ended, errorOf, ragChat, replyTo } from '../support/reply-chats.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { questionOf, type ReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';
import type { SeededRandom } from './seeded-random.js';
import { SupervisedServer } from './supervised-server.js';

/** By it, as its key, the model's server knows who asks. */
type Name = (typeof NAMES)[number];
const NAMES = ['one', 'two'] as const;

export const CHATS = 6;
const LONGEST_START_MS = 90_000;
const WORDS = Array.from({ length: 40 }, (_none, nth) => (nth === 0 ? 'Word 1' : ` word ${nth + 1}`));
const LATE = ['A late', ' answer.'];
const WHOLES = [WORDS.join(''), LATE.join('')];
/** Half of the replies have text soon, half have none for a while; each takes more than a second. */
const BEHAVIOURS: readonly ModelBehaviour[] = [
  { does: 'trickle', chunks: WORDS, everyMs: 40 },
  { does: 'trickle', chunks: LATE, everyMs: 700 },
];

/** How replies ended, and what should not be. */
export interface KillsReport {
  kills: number;
  sent: number;
  interrupted: number;
  /** Replies that were SENT although a server that had asked the model for them was killed. */
  takenOver: number;
  readonly mistakes: string[];
}

/** Servers that write replies and are killed at it. Somebody listens to a server beside them, which lives. */
export class ReplyKills {
  readonly report: KillsReport = { kills: 0, sent: 0, interrupted: 0, takenOver: 0, mistakes: [] };
  private rounds = 0;

  private constructor(
    private readonly stage: ReplyStage,
    private readonly owner: ApiClient,
    private readonly chats: readonly number[],
    private readonly feed: LiveLog,
    private readonly servers: readonly SupervisedServer[],
  ) {}

  /** @param stage has no worker */
  static async start(stage: ReplyStage, folder: string, leaseSeconds: number): Promise<ReplyKills> {
    const owner = stage.api.user();
    const chats: number[] = [];
    for (let nth = 0; nth < CHATS; nth++) chats.push((await ragChat(owner)).id);
    const servers: SupervisedServer[] = [];
    for (const name of NAMES) {
      const environment = {
        ...stage.settings,
        NODE_ENV: 'production',
        RATE_LIMITS: 'off',
        JWT_SECRET: SECRET,
        REPLY_LEASE_SECONDS: String(leaseSeconds),
        LLM_CONCURRENCY: '20',
        LLM_API_KEY: name,
      };
      servers.push(new SupervisedServer({ port: await freePort(), folder, environment, restartDelay: () => 0 }));
    }
    const kills = new ReplyKills(stage, owner, chats, await stage.live.socket(owner), servers);
    try {
      await kills.up();
    } catch (error) {
      await kills.stop();
      throw error;
    }
    return kills;
  }

  /**
   * Asks in every chat, kills a server, and judges what becomes of the replies.
   * @param random kills any server at any moment; otherwise one that has replies with text and replies without
   */
  async round(random?: SeededRandom): Promise<void> {
    const round = ++this.rounds;
    const { model } = this.stage;
    model.behave(...(Array.from({ length: 50 }, () => BEHAVIOURS).flat() as [ModelBehaviour, ...ModelBehaviour[]]));
    const questions = await Promise.all(
      this.chats.map((chatId, nth) => ok(this.owner.sendMessage(chatId, `round ${round}, chat ${nth}`))),
    );
    const replies = await Promise.all(questions.map((question) => replyTo(this.owner, question)));
    const victim = random === undefined ? await this.writer(questions, replies) : await this.anybody(random);
    const struck = model.requests.filter(({ authorization }) => authorization === `Bearer ${victim}`).map(questionOf);
    this.servers[NAMES.indexOf(victim)]?.kill();
    this.report.kills++;
    for (const [nth, question] of questions.entries())
      await this.judge(question, await ended(this.owner, replies[nth]!), struck.includes(question.content));
  }

  /** Whether every number of every chat is explained: each question is one change, and the end of its reply another. */
  async close(): Promise<void> {
    for (const id of this.chats) {
      const { last_seq } = await ok(this.owner.getChat(id));
      if (last_seq !== 2 * this.rounds) this.report.mistakes.push(`chat ${id} is at ${last_seq}`);
    }
    const { rowCount } = await this.stage.api.pool.query('SELECT 1 FROM message_work');
    if (rowCount !== 0) this.report.mistakes.push(`${rowCount} rows of work are left`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private async up(): Promise<void> {
    const deadline = performance.now() + LONGEST_START_MS;
    while (!this.servers.every(({ isReady }) => isReady)) {
      if (performance.now() > deadline)
        throw new Error(`the servers do not start: ${this.servers.map(({ output }) => output).join('')}`);
      await delay(50);
    }
  }

  private async writer(questions: readonly MessageDto[], replies: readonly MessageDto[]): Promise<Name> {
    let found: Name | undefined;
    await until(() => {
      const states = this.states(questions, replies);
      const has = (name: Name, isHeard: boolean) =>
        states.some((state) => state.by === name && state.isHeard === isHeard);
      return (found = NAMES.find((name) => has(name, true) && has(name, false))) !== undefined;
    });
    return found!;
  }

  private async anybody(random: SeededRandom): Promise<Name> {
    await delay(random.below(2_500));
    return random.pick(NAMES)!;
  }

  private states(questions: readonly MessageDto[], replies: readonly MessageDto[]) {
    const askedBy = new Map(
      this.stage.model.requests.map((request) => [questionOf(request), request.authorization?.slice('Bearer '.length)]),
    );
    return questions.map(({ content }, nth) => ({
      by: askedBy.get(content),
      isHeard: deltasOf(this.feed, replies[nth]?.id).length > 0,
    }));
  }

  private timesAsked({ content }: MessageDto): number {
    return this.stage.model.requests.filter((request) => questionOf(request) === content).length;
  }

  private async judge(question: MessageDto, reply: MessageDto, isStruck: boolean): Promise<void> {
    const { status, content } = reply;
    const fault = (what: string) =>
      this.report.mistakes.push(`${question.content}: ${what}: ${status} ${JSON.stringify(content)}`);
    if ((await answersTo(this.owner, question)).length !== 1) fault('not one reply');
    const heard = textOf(deltasOf(this.feed, reply.id));
    if (!content.startsWith(heard)) fault(`heard ${JSON.stringify(heard)}`);
    if (status === 'SENT') {
      this.report.sent++;
      if (isStruck) this.report.takenOver++;
      if (!WHOLES.includes(content)) fault('not whole');
    } else {
      this.report.interrupted++;
      if (errorOf(reply).code !== 'interrupted') fault(errorOf(reply).code);
      // After three workers were lost to it, or it to them on a busy machine, a reply is given up.
      if (content === '' && this.timesAsked(question) < 3) fault('nobody saw text of it');
      if (!WHOLES.some((whole) => whole.startsWith(content))) fault('not what the model said');
    }
  }
}
