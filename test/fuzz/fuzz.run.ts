import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { issueToken } from '#libs/auth';
import { migrate } from '#libs/database';
import { startEmbeddedPostgres } from '#libs/embedded';
import { ApiClient } from '../support/api-client.js';
import { SECRET } from '../support/api-server.js';
import { type Contract, loadContract } from '../support/contract.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';
import { randomRequest } from '../support/random-requests.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { FuzzReport, shown, shownCost } from './fuzz-report.js';
import { documentedRequest, type FuzzRequest, hostileRequest } from './hostile-requests.js';
import { type Cost, CostMeter } from './request-cost.js';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_103);
const CHUNK = 500;
/** Messages of the chat that most requests are about. */
const MESSAGES = 5_000;
/** What a request may cost more than a harmless one of its size. A collection of garbage in between is forgiven: it is sent again. */
const BUDGET: Cost = { cpuMs: 60, buffers: 4_000 };
/** A filter may look through a stretch of 10,000 messages: more than the chat has. */
const BUFFERS_OF_A_STRETCH = 15_000;
const TIMES = 4;
const TRIES = 4;

describe('requests made at random, documented and hostile', () => {
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let service: ServiceProcess;
  let meter: CostMeter;
  let contract: Contract;
  let removeFolder: () => Promise<void>;
  let alice: ApiClient;
  let documented: DocumentedApi;
  let targets: Arbitrary<Target>;
  const report = new FuzzReport();
  const harmless = new Map<number, Promise<Cost>>();

  beforeAll(async () => {
    const { folder, remove } = await newDataFolder();
    removeFolder = remove;
    const settings = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': '10000' };
    postgres = await startEmbeddedPostgres(path.join(folder, 'postgres'), { throwaway: true, settings });
    await migrate(postgres.url);
    const reporterPort = await freePort();
    const reporter = pathToFileURL(path.join(import.meta.dirname, 'cpu-reporter.mjs'));
    service = await ServiceProcess.start(folder, {
      DATABASE_URL: postgres.url,
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: `--import ${reporter.href}`,
      CPU_REPORTER_PORT: String(reporterPort),
    });
    contract = await loadContract(service.url);
    documented = await DocumentedApi.load(service.url);
    meter = await CostMeter.open(reporterPort, postgres.url);
    alice = clientOf('alice');
    const own = await startConversation(alice, { chat: { chat_type: 'GROUP' } });
    const foreign = await startConversation(clientOf('victim'));
    for (let sent = 0; sent < MESSAGES; sent += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, nth) => ok(alice.sendMessage(own.chatId, `message ${sent + nth} of many 的 a`))),
      );
    targets = fc.constantFrom<Target>(own, own, own, foreign, { chatId: 2 ** 53 - 1, messageId: 2 ** 53 - 1 });
  });
  afterAll(async () => {
    process.stdout.write(`\nseed ${SEED}\n${report.toString()}\n`);
    await meter.close();
    await service.stop();
    await postgres.stop();
    await removeFolder();
  });

  it('never break the server, are answered as documented, and cost what they weigh', async () => {
    for (let nth = 0; nth * CHUNK < REQUESTS; nth++)
      for (const request of fc.sample(anyRequest(), { seed: SEED + nth, numRuns: CHUNK })) await tryOut(request);
    expect(report.failed).toEqual([]);
    expect(report.undocumented).toEqual([]);
    expect(report.tooDear).toEqual([]);
    expect(report.requests).toBeGreaterThanOrEqual(REQUESTS);
  });

  function anyRequest(): Arbitrary<FuzzRequest> {
    const userIds = fc.constantFrom('alice', 'alice', 'victim');
    const of = (operation: OperationCase) =>
      fc.oneof(
        randomRequest({ documented, targets, userIds }, operation).map((said) => documentedRequest(operation, said)),
        hostileRequest(operation, targets),
      );
    return fc.oneof(...NINE_OPERATIONS.map(of));
  }

  async function tryOut(request: FuzzRequest): Promise<void> {
    let cost = await meter.of(() => send(request, true));
    const like = await costOfHarmless(request.body?.length ?? 0);
    const mayBuffer = isFiltered(request) ? BUFFERS_OF_A_STRETCH : BUDGET.buffers;
    const tooDear = () => isTooDear(cost, like, mayBuffer);
    for (let tries = 1; tries < TRIES && tooDear(); tries++) {
      const again = await meter.of(() => send(request, false));
      cost = { cpuMs: Math.min(cost.cpuMs, again.cpuMs), buffers: Math.min(cost.buffers, again.buffers) };
    }
    const heavy = { request, cost, harmless: like };
    report.cost(heavy);
    if (tooDear()) report.tooDear.push(shownCost(heavy));
  }

  function isTooDear(cost: Cost, like: Cost, buffers: number): boolean {
    return cost.cpuMs > TIMES * like.cpuMs + BUDGET.cpuMs || cost.buffers > TIMES * like.buffers + buffers;
  }

  function isFiltered({ operation, path: asked }: FuzzRequest): boolean {
    return operation.operationId === 'listMessages' && /[?&](q|status|is_user|message_type)=/.test(asked);
  }

  /** Of one long text, which is read and refused, or taken, at the price of its bytes. */
  function costOfHarmless(bytes: number): Promise<Cost> {
    const size = 2 ** Math.ceil(Math.log2(bytes + 64));
    const known = harmless.get(size);
    if (known !== undefined) return known;
    const operation = NINE_OPERATIONS.find(({ operationId }) => operationId === 'createChat') ?? NINE_OPERATIONS[0]!;
    const body = Buffer.from(JSON.stringify({ title: 'a'.repeat(size - 12) }));
    const request = { operation, path: '/chats', headers: {}, body };
    const measured = (async () => {
      const costs: Cost[] = [];
      for (let nth = 0; nth < 5; nth++) costs.push(await meter.of(() => send(request, false)));
      costs.sort((one, other) => one.cpuMs - other.cpuMs);
      return costs[2]!;
    })();
    harmless.set(size, measured);
    return measured;
  }

  async function send({ operation, path: at, headers, body }: FuzzRequest, isCounted: boolean): Promise<void> {
    const answer = await fetch(`${service.url}/api/v1${at}`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${alice.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: new Uint8Array(body) }),
      signal: AbortSignal.timeout(60_000),
    }).catch((error: unknown) => error as Error);
    if (answer instanceof Error) {
      report.failed.push(`${inspect(answer.cause ?? answer)}: ${shown({ operation, path: at, headers, body })}`);
      return;
    }
    const text = await answer.text();
    if (!isCounted) return;
    report.answered(answer.status);
    const asked = shown({ operation, path: at, headers, body });
    if (answer.status >= 500) report.failed.push(`${answer.status} ${text}: ${asked}`);
    // A path that leads elsewhere is none of the operation's.
    if (answer.status === 404 && text.includes('"not_found"')) return;
    try {
      const parsed: unknown = text === '' ? undefined : JSON.parse(text);
      contract.check(operation.operationId, answer.status, answer.headers.get('content-type'), parsed);
    } catch (error) {
      report.undocumented.push(`${(error as Error).message.slice(0, 600)}: ${asked}`);
    }
  }

  function clientOf(userId: string): ApiClient {
    const token = issueToken({ secret: SECRET, subject: userId, isService: false, lifetimeSeconds: 24 * 3600 });
    return new ApiClient({ url: service.url, contract, token, userId });
  }
});
