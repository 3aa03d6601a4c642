import { setTimeout as delay } from 'node:timers/promises';
import { EventSourceReader } from '../../support/event-source.js';
import { freshMetrics, sumOf } from '../../support/fresh-metrics.js';
import type { FaultStage } from '../fault-stage.js';
import type { FaultRow } from '../fault-table.js';
import { underLoad } from '../under-load.js';

/** Longest time between two cuts of one listener, in ms. */
const LONGEST_MS = 60;

/** People who listen lose their connection at any moment, and go on where they were. */
export async function reconnects(stage: FaultStage, times: number): Promise<FaultRow> {
  let made = 0;
  const fault = 'reconnects at random moments';
  const row = await underLoad(stage, { fault, times: 1 }, async ({ followers }) => {
    const cutting = followers.map(async (follower) => {
      while (made < times) {
        await delay(stage.random.below(LONGEST_MS));
        if (follower.cut()) made++;
      }
    });
    await Promise.all(cutting);
    return [];
  });
  return { ...row, made };
}

/** Whatever stands between people and servers, sends or feed, is cut half-way. */
export function clientsCut(stage: FaultStage, times: number): Promise<FaultRow> {
  return underLoad(stage, { fault: 'connections of clients cut', times, between: 20 }, () => {
    stage.balancer.cut(() => stage.random.chance(0.5));
    return Promise.resolve([]);
  });
}

const TEXT = 'x'.repeat(30_000);
/** Beyond what the operating systems keep for a connection, and what a server does. */
const MANY = 1_500;

/** Somebody listens and reads nothing: they are sent away, and go on where they were. */
export function stalledListeners(stage: FaultStage, times: number): Promise<FaultRow> {
  return underLoad(stage, { fault: 'a listener that stops reading', times }, async ({ senders }) => {
    const [{ token, chatId: _own } = { token: '', chatId: 0 }] = senders.people;
    const url = stage.fleet.urls[0] ?? '';
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as { id: number; change_seq: number };
    };
    const { id: chatId } = await post('/chats', {});
    const listen = (after: string) =>
      EventSourceReader.open(
        { url, token, path: `/chats/${chatId}/messages`, headers: { 'last-event-id': after } },
        stage.contract,
      );
    const feedsIn = (metrics: string) => sumOf(metrics, 'live_feeds');
    const feeds = async () => feedsIn(await (await fetch(`${url}/metrics`)).text());
    const stalled = await listen('0');
    await stalled.next('hello');
    stalled.pause();
    const before = feedsIn(await freshMetrics(url));
    let sent = 0;
    while ((await feeds()) >= before) {
      if (sent > MANY) return ['it was never sent away'];
      await Promise.all(Array.from({ length: 16 }, () => post(`/chats/${chatId}/messages`, { content: TEXT })));
      sent += 16;
    }
    stalled.resume();
    await stalled.ended();
    const again = await listen(stalled.events.findLast(({ id }) => id !== undefined)?.id ?? '0');
    const numbers = () =>
      [stalled, again].flatMap((feed) =>
        feed.changes().flatMap(({ messages = [] }) => messages.map(({ change_seq }) => change_seq)),
      );
    await again.reached(chatId, sent);
    again.close();
    const told = [...new Set(numbers())];
    return told.length === sent && told.every((number, nth) => number === nth + 1) ? [] : ['it was not told the log'];
  });
}
