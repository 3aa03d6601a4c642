import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS } from '#libs/config';
import { Bus } from '#libs/bus';
import { DatabaseUnavailable } from '#libs/database';
import { characters, loggableError } from '#libs/http';
import { CANCELLED, type ClaimedWork, type Conversation, MessageWorkService, type WorkOutcome } from '#libs/message';
import { type Answerable, type Passage, Retrieval, type Scope, smallTalkOf } from '#libs/knowledge';
import type { ReplySettings } from './reply-settings.js';
import { TokenMeter } from '../writing/token-meter.js';
import { type Assignment, type Citation, type Writer, type Written } from '../writing/writer.js';
import { withoutNotices } from '../writing/without-notices.js';
import { WritingFailed } from '../writing/writing-failed.js';
import type { Lease } from './lease.js';
import { partMetadata, ragMetadata } from './rag-metadata.dto.js';
import { ReplyFailed } from './reply-failures.js';
import { ReplyMetrics } from './reply-metrics.js';
import { ReplyStream } from './reply-stream.js';
import { scopeOf } from './scope-of.js';
import { TokenBudget } from './token-budget.js';
import { retryWhileUnavailable } from './retry-while-unavailable.js';

/** What puts replies into words here. */
export const WRITER = Symbol('WRITER');

/** Code points of passages that a reply is built from. */
const CONTEXT_CHARACTERS = 6_000;
/** Longest reply, in code points; it ends there. */
const MAX_CHARACTERS = 32_000;
/** A reply during which this many workers died is not begun again. */
const MAX_CLAIMS = 10;

/** Writes one reply: looks things up, has them put into words, saves and tells the words as they come. */
@Injectable()
export class ReplyJob {
  private readonly logger = new Logger(ReplyJob.name);

  constructor(
    private readonly service: MessageWorkService,
    private readonly retrieval: Retrieval,
    @Inject(WRITER) private readonly writer: Writer,
    private readonly budget: TokenBudget,
    private readonly metrics: ReplyMetrics,
    private readonly bus: Bus,
    @Inject(SETTINGS) private readonly settings: ReplySettings,
  ) {}

  async run(work: ClaimedWork, lease: Lease): Promise<void> {
    const stream = new ReplyStream(lease, this.service, this.bus, this.mode);
    const meter = new TokenMeter();
    const stopCharging = this.budget.charge(work.asker, meter, lease.signal);
    let outcome: WorkOutcome | undefined;
    try {
      outcome = await this.writeOrFail(work, lease, stream, meter);
    } finally {
      await stopCharging();
      this.metrics.cost(meter.usage);
    }
    if (outcome === undefined) return;
    // Stopped by somebody, or another's by now.
    if (lease.end === 'lost') return this.metrics.ended(this.mode, 'given_up');
    if (lease.end === 'shutdown' && !stream.isSeen) return this.service.release(work);
    const isEnded = await retryWhileUnavailable(lease.signal, () => this.service.finish(work, outcome));
    if (!isEnded) return this.metrics.ended(this.mode, 'given_up');
    this.metrics.ended(this.mode, outcome.status === 'SENT' ? 'sent' : outcome.error.code);
  }

  private get mode(): Written['mode'] {
    return this.settings.LLM_BASE_URL === undefined ? 'extractive' : 'model';
  }

  /** @returns nothing when it is written another time */
  private async writeOrFail(
    work: ClaimedWork,
    lease: Lease,
    stream: ReplyStream,
    meter: TokenMeter,
  ): Promise<WorkOutcome | undefined> {
    try {
      return await this.write(work, lease, stream, meter);
    } catch (error) {
      // Nobody has seen anything of it.
      const isForLater = error instanceof DatabaseUnavailable && !stream.isSeen && lease.end === undefined;
      return isForLater ? await this.later(work, error) : this.failed(work, error, lease);
    }
  }

  private async write(work: ClaimedWork, lease: Lease, stream: ReplyStream, meter: TokenMeter): Promise<WorkOutcome> {
    const { content } = await this.service.get(work);
    // Somebody has seen it already, and nobody could write on from the middle.
    if (content !== '') throw serverEnded();
    if (work.claims > MAX_CLAIMS) throw new ReplyFailed('interrupted', `${MAX_CLAIMS} servers ended over it.`);
    if (work.isCancelled) throw chatDeleted();
    if (work.isBeyondLimit) throw new ReplyFailed('reply_limit', 'Too many of your questions wait for a reply.');
    await this.budget.reserve(work);
    const { question, earlier, instructions, chat } = await this.service.conversation(work);
    const beganAt = performance.now();
    const parts = await this.find(work, scopeOf(chat), { question, earlier }, lease.signal);
    const retrievalMs = performance.now() - beganAt;
    this.metrics.retrieval.observe(retrievalMs / 1000);
    const assignment: Assignment = {
      asker: work.asker,
      question: question.content,
      instructions,
      earlier,
      passages: passagesOf(parts),
      parts,
    };
    const citations: Citation[] = [];
    const writing = this.writer.write(assignment, lease.signal, (citation) => citations.push(citation), meter);
    const written = await passOn(writing, citations, stream, lease.signal);
    this.count(written);
    const timings = { retrievalMs, firstTokenMs: written.firstTokenMs, totalMs: performance.now() - beganAt };
    return { status: 'SENT', metadata: ragMetadata(written, work.attempt, meter.usage, timings) };
  }

  private async find(
    { asker }: ClaimedWork,
    scope: Scope,
    { question, earlier: turns }: Pick<Conversation, 'question' | 'earlier'>,
    signal: AbortSignal,
  ): Promise<readonly Answerable[]> {
    await this.retrieval.catchUp(scope, signal, asker);
    if (smallTalkOf(question.content) !== undefined) return [];
    const earlier = turns.map(({ isUser, content }) => ({
      isUser,
      content: isUser ? content : withoutNotices(content),
    }));
    const limits = { characters: CONTEXT_CHARACTERS, excluded: [question.id] };
    return this.retrieval.evidence(scope, { question: question.content, earlier }, limits, signal, asker);
  }

  private count({ droppedCitations, firstTokenMs }: Written): void {
    this.metrics.citationsDropped.inc(droppedCitations);
    if (firstTokenMs !== undefined) this.metrics.firstText.observe(firstTokenMs / 1000);
  }

  private async later(work: ClaimedWork, error: DatabaseUnavailable): Promise<undefined> {
    const about = { chat_id: work.chatId, message_id: work.messageId, attempt: work.attempt };
    this.logger.warn({ ...about, error: loggableError(error) }, 'a reply is written later');
    await this.service.postpone(work);
  }

  private failed(work: ClaimedWork, error: unknown, lease: Lease): WorkOutcome {
    const { code, detail } = failureOf(error, lease);
    const about = { chat_id: work.chatId, message_id: work.messageId, attempt: work.attempt };
    // That somebody stopped or deleted it is no failure.
    if (lease.end !== 'lost') this.logger.warn({ ...about, code, error: loggableError(error) }, 'a reply failed');
    return { status: 'FAILED', error: { code, detail }, metadata: partMetadata([], work.attempt, this.mode) };
  }
}

/** Each once, though it answers two parts of the question. */
function passagesOf(parts: readonly Answerable[]): Passage[] {
  const places = new Map(
    parts.flatMap(({ passages }) => passages).map((each) => [`${each.messageId} ${each.source} ${each.start}`, each]),
  );
  return [...places.values()];
}

/** Hands each piece of text on as it comes; an end of the signal ends it between two pieces. */
async function passOn(
  writing: AsyncGenerator<string, Written, undefined>,
  citations: readonly Citation[],
  stream: ReplyStream,
  signal: AbortSignal,
): Promise<Written> {
  try {
    for (;;) {
      const { done, value } = await writing.next();
      signal.throwIfAborted();
      if (done === true) {
        await stream.end();
        signal.throwIfAborted();
        return value;
      }
      if (stream.length + characters(value) > MAX_CHARACTERS)
        throw new ReplyFailed('too_long', `The reply was longer than ${MAX_CHARACTERS} characters.`);
      stream.push(value, [...citations]);
    }
  } catch (error) {
    // What is yielded is part of the reply, also of one that breaks off.
    await stream.end().catch(() => undefined);
    await writing.return(undefined as never).catch(() => undefined);
    throw error;
  }
}

function failureOf(error: unknown, lease: Lease): ReplyFailed {
  if (lease.end === 'cancelled') return chatDeleted();
  if (lease.end === 'shutdown') return serverEnded();
  if (error instanceof ReplyFailed) return error;
  if (error instanceof DatabaseUnavailable) return new ReplyFailed('interrupted', 'It could not be saved any further.');
  if (error instanceof WritingFailed && error.code !== 'aborted') return new ReplyFailed(error.code, error.detail);
  return new ReplyFailed('reply_failed', 'The reply could not be written.');
}

function chatDeleted(): ReplyFailed {
  return new ReplyFailed(CANCELLED.error.code, CANCELLED.error.detail);
}

function serverEnded(): ReplyFailed {
  return new ReplyFailed('interrupted', 'The server that wrote it ended.');
}
