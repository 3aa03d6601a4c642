import fc, { type Arbitrary } from 'fast-check';
import type { OperationCase, Target } from '../support/nine-operations.js';
import { type RandomRequest, toText } from '../support/random-requests.js';

/** A request as it goes out. */
export interface FuzzRequest {
  readonly operation: OperationCase;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Up to the limit of most bodies and beyond that of metadata, most of them small. */
const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 2_000 }) },
  { weight: 4, arbitrary: fc.integer({ min: 2_000, max: 60_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 1_040_000 }) },
);

/** JSON values of about so many bytes that cost whoever reads them carelessly far more. */
const HEAVY: readonly ((bytes: number) => string)[] = [
  (bytes) => `[${'0,'.repeat(bytes / 2)}0]`,
  (bytes) => `[${'[],'.repeat(bytes / 3)}0]`,
  (bytes) => `[${'{},'.repeat(bytes / 3)}0]`,
  (bytes) => `[${'"",'.repeat(bytes / 3)}0]`,
  (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  (bytes) => '{"a":'.repeat(bytes / 6) + '0' + '}'.repeat(bytes / 6),
  (bytes) => `{${Array.from({ length: bytes / 10 }, (_, nth) => `"k${nth}":0`).join()}}`,
  (bytes) => `{${'"a":0,'.repeat(bytes / 6)}"a":1}`,
  (bytes) => `1${'0'.repeat(bytes)}1`,
  (bytes) => `0.${'0'.repeat(bytes)}1`,
  (bytes) => `1e${'0'.repeat(bytes)}1`,
  (bytes) => `"${'\\u0041'.repeat(bytes / 6)}"`,
  (bytes) => `"${'\\\\'.repeat(bytes / 2)}"`,
  (bytes) => `"${'\\ud83d'.repeat(bytes / 6)}"`,
  (bytes) => `"${' '.repeat(bytes)}"`,
  (bytes) => `"${'a\u0301'.repeat(bytes / 3)}"`,
  (bytes) => `"${'\u200d'.repeat(bytes / 3)}"`,
  (bytes) => `"${'word '.repeat(bytes / 5)}"`,
  (bytes) => `"${'\\n'.repeat(bytes / 2)}"`,
  (bytes) => `${' '.repeat(bytes)}0`,
];

const heavy = fc.tuple(fc.constantFrom(...HEAVY), size).map(([make, bytes]) => make(bytes));

/** A body that is well-formed but for one part, or not at all. */
function hostileBody({ body = {} }: OperationCase): Arbitrary<Buffer> {
  const names = [
    ...Object.keys(body),
    'message_metadata',
    'chat_metadata',
    'participants',
    'content',
    'x',
    '__proto__',
  ];
  const rest = JSON.stringify(body).slice(1, -1);
  const withHeavy = fc
    .tuple(fc.constantFrom(...names), heavy)
    .map(([name, value]) => `{${rest === '' ? '' : `${rest},`}"${name}":${value}}`);
  return fc.oneof(
    { weight: 6, arbitrary: withHeavy.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: heavy.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(withHeavy, fc.double({ min: 0, max: 1, noNaN: true }))
        .map(([text, share]) => Buffer.from(text.slice(0, text.length * share))),
    },
  );
}

/** An act on a message, sound but for a part: of messages that are there, are others', or cannot be. */
const actOnMessage = (targets: Arbitrary<Target>): Arbitrary<Buffer> =>
  fc
    .record({
      action: fc.constantFrom('"edit"', '"delete"', '"rename"', '["edit"]', 'null'),
      messageId: fc.oneof(
        targets.map(({ messageId }) => String(messageId)),
        fc.integer({ min: 1, max: 2 * 1_000 }).map(String),
        fc.constantFrom('0', '1.5', '"1"', '1e400', '[]', 'null'),
      ),
      content: fc.oneof(fc.constant('"other words"'), heavy),
      more: fc.oneof(
        fc.constant(''),
        heavy.map((value) => `,"x":${value}`),
      ),
    })
    .map(({ action, messageId, content, more }) =>
      Buffer.from(
        `{"content":${content},"message_type":"SYSTEM","message_metadata":{"action":${action},"message_id":${messageId}${more}}}`,
      ),
    );

const headerText = fc.string({ maxLength: 200, unit: fc.constantFrom(...`abcW/"=;,:*-_. 0123456789q<>()[]{}`) });

const headers: Arbitrary<Record<string, string>> = fc.record(
  {
    prefer: fc.oneof(headerText, fc.constantFrom('wait=0', 'wait=0, wait=0', 'respond-async;wait=0')),
    'if-none-match': fc.oneof(headerText, fc.constantFrom('*', 'W/"a"', ','.repeat(4_000), 'W/"a",'.repeat(600))),
    'idempotency-key': headerText,
    'x-request-id': headerText,
    'accept-language': headerText,
    accept: fc.constantFrom('*/*', 'text/html', 'application/json;q=0', 'a/b,'.repeat(1_000), ';'.repeat(4_000)),
    'content-type': fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      ';'.repeat(900),
    ),
    'user-agent': headerText,
  },
  { requiredKeys: [] },
);

/** What may stand in the place of an id, or of a reaction. */
const oddSegment = fc.oneof(
  fc.constantFrom('0', '-1', '01', '1e3', '٣', '9'.repeat(500), '%F0%9F', '%00', 'null', ' 1'),
  // What fetch() or the router would take for another path is left out.
  fc
    .string({ minLength: 1, maxLength: 40 })
    .map((text) => encodeURIComponent(text.toWellFormed()))
    .filter((segment) => !/^\.{1,2}$/.test(segment)),
);

const longQuery = fc.constantFrom(
  `?q=${'%20a'.repeat(90)}`,
  `?q=${encodeURIComponent('的 '.repeat(9))}`,
  `?q=${'%25'.repeat(60)}_`,
  `?${'limit=1&'.repeat(400)}`,
  `?cursor=${'A'.repeat(4_000)}`,
  `?${Array.from({ length: 500 }, (_, nth) => `p${nth}=1`).join('&')}`,
);

/** Requests that nobody sends by accident: heavy and broken bodies, odd paths, headers and queries. */
export function hostileRequest(operation: OperationCase, targets: Arbitrary<Target>): Arbitrary<FuzzRequest> {
  const path = fc.oneof(
    { weight: 4, arbitrary: targets.map(operation.path) },
    { weight: 1, arbitrary: oddSegment.map((odd) => operation.path({ chatId: odd, messageId: odd })) },
  );
  const query = operation.method === 'GET' ? fc.option(longQuery, { nil: '' }) : fc.constant('');
  const hostile = operation.body === undefined ? fc.constant(undefined) : hostileBody(operation);
  const body = operation.operationId === 'sendMessage' ? fc.oneof(hostile, actOnMessage(targets)) : hostile;
  return fc
    .record({ path, query, headers, body })
    .map(({ path: at, query: asked, ...rest }) => ({ operation, path: at + asked, ...rest }));
}

/** One that is made out of the document. */
export function documentedRequest(operation: OperationCase, { path, query, body }: RandomRequest): FuzzRequest {
  if (operation.body !== undefined) {
    const whole = body === null ? undefined : Buffer.from(JSON.stringify({ ...operation.body, ...body }));
    return { operation, path, headers: {}, body: whole };
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, toText(value));
  return { operation, path: search.size === 0 ? path : `${path}?${search.toString()}`, headers: {}, body: undefined };
}
