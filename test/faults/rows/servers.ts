import { isDeepStrictEqual } from 'node:util';
import { tokenOf } from '../../support/live-client.js';
import { until } from '../../support/until.js';
import { WebSocketReader } from '../../support/web-socket-reader.js';
import type { FaultStage } from '../fault-stage.js';
import type { FaultRow } from '../fault-table.js';
import { query } from '../running-postgres.js';
import { underLoad } from '../under-load.js';

/** At SIGTERM a server is gone within this time, in ms. */
const ENDS_WITHIN_MS = 10_000;
const RESTART = 1012;
const AT_ONCE = 100;

/** A server is killed, and started again. Ready is when all are again, whatever the others did meanwhile. */
export async function serversKilled(stage: FaultStage, times: number): Promise<FaultRow> {
  let readySeconds = 0;
  const row = await underLoad(stage, { fault: 'kill -9 of a server', times }, async () => {
    const begun = performance.now();
    stage.fleet.kill();
    await until(() => stage.fleet.isUp);
    readySeconds = Math.max(readySeconds, (performance.now() - begun) / 1_000);
    return [];
  });
  return { ...row, readySeconds: Math.max(readySeconds, row.readySeconds) };
}

/** Servers are ended as an operator does, with requests in flight and people who listen. */
export function serversTerminated(stage: FaultStage, times: number): Promise<FaultRow> {
  return underLoad(stage, { fault: 'SIGTERM under load', times }, async ({ senders }) => {
    const mistakes: string[] = [];
    const listeners = await Promise.all(
      stage.fleet.urls.map((url) => WebSocketReader.open(url, senders.people[0]?.token ?? '', stage.contract)),
    );
    const begun = performance.now();
    const { url, ended } = stage.fleet.terminate();
    const code = await ended;
    const took = performance.now() - begun;
    if (code !== 0) mistakes.push(`it ended with ${code}`);
    if (took > ENDS_WITHIN_MS) mistakes.push(`it took ${took} ms to end`);
    const told = listeners[stage.fleet.urls.indexOf(url)];
    await told?.ended();
    if (told?.code !== RESTART) mistakes.push(`a listener was told ${told?.code}`);
    for (const listener of listeners) listener.socket.terminate();
    await until(() => stage.fleet.isUp);
    return mistakes;
  });
}

/** The same message a hundred times at once over all servers, and again after they have been killed. */
export function identicalSends(stage: FaultStage, times: number): Promise<FaultRow> {
  const fault = `${AT_ONCE} identical sends, again after a kill`;
  return underLoad(stage, { fault, times }, async ({ nth, senders }) => {
    const [person] = senders.people;
    if (person === undefined) return [];
    const key = `same-${nth}`;
    const send = async (at: number) => {
      const url = stage.fleet.urls[at % stage.fleet.urls.length] ?? '';
      const answer = await fetch(`${url}/api/v1/chats/${chatId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: key, client_message_id: key }),
      });
      return { status: answer.status, body: (await answer.json()) as unknown };
    };
    const token = tokenOf(`twin-${person.chatId}`);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const made = await fetch(`${stage.url}/api/v1/chats`, { method: 'POST', headers, body: '{}' });
    const { id: chatId } = (await made.json()) as { id: number };
    const all = () => Promise.all(Array.from({ length: AT_ONCE }, (_none, at) => send(at)));
    const before = await all();
    for (let killed = 0; killed < stage.fleet.urls.length; killed++) stage.fleet.kill();
    await until(() => stage.fleet.isUp);
    const after = await all();
    const different = [...before, ...after].filter((answer) => !isDeepStrictEqual(answer, before[0]));
    const [row] = await query(stage.databaseUrl, `SELECT count(*)::int AS n FROM message WHERE chat_id = ${chatId}`);
    return [
      ...(before[0]?.status === 200 ? [] : [`the first is answered ${before[0]?.status}`]),
      ...different.slice(0, 3).map((answer) => `another answer: ${JSON.stringify(answer)}`),
      ...(row?.['n'] === 1 ? [] : [`${String(row?.['n'])} messages are stored`]),
    ];
  });
}
