import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { personOf } from '../support/person-of.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { GatedModel } from './gated-model.js';
import { type Asked, ReplyListeners, type Way, WAYS } from './reply-listeners.js';

/** A piece of a model's answer that is neither held back nor changed on its way. */
const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
          fc.constantFrom('👩‍👩‍👧', 'e\u0301', '\u0301', '🇩🇪', 'न\u093f', '文字'),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((parts) => parts.join('').replaceAll(/[\s`<[\]【】［］\0]/g, 'x')),
  },
  // More than one frame of it.
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 700 }).map((times) => 'Größe😀e\u0301'.repeat(times)) },
);

const way: fc.Arbitrary<Way> = fc.record({ how: fc.constantFrom(...WAYS), from: fc.nat({ max: 100 }) });

/** Somebody comes when so many pieces are stored, or while the next one is on its way. */
const arrival = fc.record({ way, after: fc.nat({ max: 5 }), isMeanwhile: fc.boolean(), at: fc.nat({ max: 1 }) });

const run = fc.record({
  pieces: fc.array(piece, { minLength: 1, maxLength: 5 }),
  arrivals: fc.array(arrival, { minLength: 1, maxLength: 10 }),
  /** Then it is asked for again, and this is the next answer. */
  stopped: fc.option(fc.array(piece, { minLength: 1, maxLength: 2 }), { freq: 3 }),
});

type Arrival = { readonly way: Way; readonly after: number; readonly isMeanwhile: boolean; readonly at: number };

describe('a reply that is being written', () => {
  let model: GatedModel;
  let servers: ApiServer[];
  beforeAll(async () => {
    model = await GatedModel.start();
    // What another spec has left to be answered would be answered here, in the place of what is asked.
    const writing = { LLM_BASE_URL: model.url, LLM_MODEL: 'm', DATABASE_URL: await ownDatabaseUrl() };
    servers = [await startApi(writing), await startApi({ ...writing, WORKER: 'off' })];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await model.close();
  });

  async function ask(client: ApiClient): Promise<Asked> {
    const { id: chatId } = await ok(client.createChat({ rag_enabled: true }));
    const question = { content: 'When?', client_message_id: randomUUID() };
    const { change_seq: questionSeq } = await ok(client.sendMessage(chatId, question));
    const { data } = await ok(client.listMessages(chatId));
    return { chatId, replyId: data.at(-1)!.id, question, questionSeq };
  }

  const shown = async (client: ApiClient, { chatId, replyId }: Asked) =>
    (await ok(client.listMessages(chatId, { around: replyId, limit: 1 }))).data[0]!;

  /** Says pieces while people arrive; everybody listens in the end, which has not been said. */
  async function write(
    person: { at(nth: number): ApiClient },
    asked: Asked,
    pieces: readonly string[],
    arrivals: readonly Arrival[],
    listeners: ReplyListeners,
  ) {
    const answer = await model.nextAnswer();
    const coming: Promise<void>[] = [];
    const come = ({ way: theirs, at }: Arrival) => listeners.add(theirs, person.at(at));
    for (let nth = 0; nth <= pieces.length; nth++) {
      const now = arrivals.filter(({ after }) => Math.min(after, pieces.length) === nth);
      const text = pieces.slice(0, nth).join(' ');
      if (now.some(({ isMeanwhile }) => !isMeanwhile))
        await until(async () => (await shown(person.at(0), asked)).content === text);
      await Promise.all(now.filter(({ isMeanwhile }) => !isMeanwhile).map(come));
      const next = pieces[nth];
      if (next !== undefined) answer.say(nth === 0 ? next : ` ${next}`);
      coming.push(...now.filter(({ isMeanwhile }) => isMeanwhile).map(come));
    }
    await Promise.all(coming);
    return answer;
  }

  it(
    'is the same to everybody who comes at any moment, over any transport',
    () =>
      holds(25, run, async ({ pieces, arrivals, stopped }) => {
        const person = personOf(servers, 'alice');
        const asked = await ask(person.at(0));
        const listeners = new ReplyListeners(await LiveFeeds.on(servers[0]!.url), asked);
        const contents = new Map<number, string>();
        try {
          if (stopped !== null) {
            await write(person, asked, stopped, [], listeners);
            const failed = await ok(person.at(1).updateMessageStatus(asked.replyId, { status: 'FAILED' }));
            contents.set(1, failed.content);
            expect(stopped.join(' ').startsWith(failed.content)).toBe(true);
            await ok(person.at(1).updateMessageStatus(asked.replyId, { status: 'SENDING' }));
          }
          const answer = await write(person, asked, pieces, arrivals, listeners);
          contents.set(contents.size + 1, pieces.join(' '));
          answer.end();
          await listeners.expectAll('SENT', contents);
          expect((await shown(person.at(1), asked)).content).toBe(pieces.join(' '));
        } finally {
          listeners.close();
        }
      }),
    PROPERTY_TIMEOUT,
  );

  it('is the same to those who come at each of its offsets', async () => {
    const person = personOf(servers, 'alice');
    const asked = await ask(person.at(0));
    const listeners = new ReplyListeners(await LiveFeeds.on(servers[0]!.url), asked);
    const pieces = Array.from('Né👩‍👩‍👧e\u0301!');
    const ways = WAYS.filter((how) => how !== 'GET');
    try {
      const answer = await model.nextAnswer();
      for (let nth = 0; nth <= pieces.length; nth++) {
        await until(async () => (await shown(person.at(0), asked)).content === pieces.slice(0, nth).join(''));
        await Promise.all(ways.map((how, at) => listeners.add({ how, from: nth }, person.at(at + nth))));
        if (nth < pieces.length) answer.say(pieces[nth]!);
      }
      answer.end();
      await listeners.expectAll('SENT', new Map([[1, pieces.join('')]]));
    } finally {
      listeners.close();
    }
  });
});
