import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { TokenBudget } from '../../libs/reply/src/work/token-budget.js';
import { TokenMeter } from '../../libs/reply/src/writing/token-meter.js';
import { CountedStatements } from '../support/counted-statements.js';
import { LoggedErrors } from '../support/logged-errors.js';
import { ok } from '../support/expectations.js';
import { answered, ended, lookAt, ragChat, ragOf, replyTo } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';

const DISK_FULL = '53100';
const TIMES = 3;
/** As token-budget.ts has it. */
const CHARGE_EVERY_MS = 250;

/** Everything that writes to a table fails so often, as on a full disk; on other tables nobody notices. */
async function failing({ api: { pool } }: ReplyStage, table: string, times = TIMES, sqlState = DISK_FULL) {
  await pool.query('CREATE SEQUENCE failures');
  await pool.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('failures') <= ${times} THEN RAISE 'not now' USING ERRCODE = '${sqlState}'; END IF;
      RETURN NEW;
    END $$`);
  await pool.query(`CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fail()`);
  return async () => (await pool.query<{ n: number }>('SELECT last_value::int AS n FROM failures')).rows[0]?.n ?? 0;
}

describe('while the database says "not now"', () => {
  let stage: ReplyStage;
  beforeEach(async () => {
    stage = await startReplyStage({ REPLY_LEASE_SECONDS: '2', TOKENS_PER_USER_PER_DAY: '1000000' });
  });
  afterEach(() => stage.close());

  it('a request is 503 and is told so', async () => {
    const owner = stage.api.user();
    const { id } = await ok(owner.createChat());
    const body = { content: 'Only once.', client_message_id: 'k' };
    await failing(stage, 'message', 1);
    const refused = await owner.sendMessage(id, body);
    expect([refused.status, refused.problem.code]).toEqual([503, 'database_unavailable']);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await ok(owner.sendMessage(id, body))).content).toBe('Only once.');
  });

  it('what is wrong with a statement of ours stays 500', async () => {
    const owner = stage.api.user();
    const { id } = await ok(owner.createChat());
    await failing(stage, 'message', TIMES, '22012');
    expect((await owner.sendMessage(id, 'any')).status).toBe(500);
  });

  it('a file is read later, and is not FAILED', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const failures = await failing(stage, 'passage');
    const file = await readMarkdown(owner, chatId, 'The core holds forty rods.');
    expect([file.status, await failures()]).toEqual(['SENT', TIMES + 1]);
  });

  it('a reply is begun later, and is not FAILED', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    // Questions are looked through for what answers later ones, before anything is written.
    const failures = await failing(stage, 'knowledge', 1);
    stage.model.behave({ does: 'answer', chunks: ['Whole.'] });
    expect(await answered(owner, chatId, 'Is it?')).toMatchObject({ status: 'SENT', content: 'Whole.' });
    expect(await failures()).toBeGreaterThan(1);
  });

  it('a reply goes on where it was, to the character', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const feed = await stage.live.socket(owner);
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    stage.model.behave({ does: 'pause', chunks: ['Grüße', ' 😀 so far,', ' and so on.'], goOn: waits });
    const question = await ok(owner.sendMessage(chatId, 'Is it?'));
    const reply = await replyTo(owner, question);
    await until(() => deltasOf(feed, reply.id).length > 0);
    const failures = await failing(stage, 'message');
    goOn();
    expect(await ended(owner, reply)).toMatchObject({ status: 'SENT', content: 'Grüße 😀 so far, and so on.' });
    expect(textOf(deltasOf(feed, reply.id))).toBe('Grüße 😀 so far, and so on.');
    expect(await failures()).toBeGreaterThan(TIMES);
  });

  it('a reply that cannot even be postponed leaves no timer behind', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    const failures = await failing(stage, 'knowledge', 2);
    await stage.api.pool.query(`CREATE TRIGGER fail BEFORE UPDATE ON message_work FOR EACH ROW
      WHEN (NEW.claims < OLD.claims) EXECUTE FUNCTION fail()`);
    const timers = new Intervals();
    try {
      expect((await answered(owner, chatId, 'Is it?')).status).toBe('SENT');
      expect(await failures()).toBeGreaterThan(2);
      await until(() => timers.ofReplies === 2 && timers.ended.size > 0);
      expect(timers.left).toBe(0);
    } finally {
      timers.stop();
    }
  });

  it('tokens that cannot be charged are charged afterwards', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (goOn = resolve));
    stage.model.behave({ does: 'pause', chunks: ['So far,', ' and so on.'.repeat(50)], goOn: waits });
    const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
    await until(() => stage.model.requests.length > 0);
    const failures = await failing(stage, 'reply_tokens');
    goOn();
    const { usage } = ragOf(await ended(owner, reply)) as { usage: Record<string, number> };
    expect(await failures()).toBeGreaterThan(TIMES);
    const { rows } = await stage.api.pool.query('SELECT tokens::int FROM reply_tokens WHERE user_id = $1', [
      owner.userId,
    ]);
    expect(rows).toEqual([{ tokens: (usage['input_tokens'] ?? 0) + (usage['output_tokens'] ?? 0) }]);
  });

  it('a lease that cannot be renewed for another reason is in the log', async () => {
    const owner = stage.api.user();
    const { id: chatId } = await ragChat(owner);
    stage.model.behave({ does: 'hang', chunks: ['So far'] });
    const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
    await until(async () => (await lookAt(owner, reply)).content === 'So far');
    const errors = new LoggedErrors();
    try {
      await failing(stage, 'message_work', TIMES, '22012');
      await until(() => errors.texts.includes('a lease was not renewed'));
    } finally {
      errors.stop();
    }
  });

  it('charges do not queue behind one that waits', async () => {
    const { userId } = stage.api.user();
    const { pool } = stage.api;
    await pool.query('INSERT INTO reply_tokens VALUES ($1, current_date, 0)', [userId]);
    const client = await pool.connect();
    const statements = new CountedStatements();
    const charges = () => statements.texts.filter((text) => text.startsWith('INSERT INTO reply_tokens')).length;
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM reply_tokens WHERE user_id = $1 FOR UPDATE', [userId]);
      const meter = new TokenMeter();
      const budget = stage.api.app.get(TokenBudget, { strict: false });
      const stopCharging = budget.charge(userId, meter, new AbortController().signal);
      // Some ticks of the clock that charges, while the first charge waits for the row.
      for (let nth = 0; nth < 20; nth++) {
        meter.wrote('Some more words. ');
        await delay(100);
      }
      const stopped = stopCharging();
      await client.query('COMMIT');
      await stopped;
      const { rows } = await pool.query('SELECT tokens::int FROM reply_tokens WHERE user_id = $1', [userId]);
      expect(rows).toEqual([{ tokens: meter.tokens }]);
      expect(charges()).toBe(2);
    } finally {
      statements.stop();
      client.release();
    }
  });
});

/** The timers that charge for replies: how many were set, and which of them still run. */
class Intervals {
  readonly ended = new Set<unknown>();
  private readonly begun: unknown[] = [];
  private readonly own = { setInterval, clearInterval };

  constructor() {
    const { begun, ended, own } = this;
    const set = (act: () => void, ms: number) => {
      const timer = own.setInterval(act, ms);
      if (ms === CHARGE_EVERY_MS) begun.push(timer);
      return timer;
    };
    const clear = (timer: NodeJS.Timeout | undefined) => {
      if (begun.includes(timer)) ended.add(timer);
      own.clearInterval(timer);
    };
    Object.assign(globalThis, { setInterval: set, clearInterval: clear });
  }

  get ofReplies(): number {
    return this.begun.length;
  }

  get left(): number {
    return this.begun.length - this.ended.size;
  }

  stop(): void {
    Object.assign(globalThis, this.own);
  }
}
