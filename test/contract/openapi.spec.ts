import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type ApiServer, startApi } from '../support/api-server.js';
import { exchange } from '../support/http-exchange.js';
import { DocumentedApi, type OpenApiDocument, type Schema } from '../support/openapi-document.js';

const NINE = [
  'createChat POST /api/v1/chats Chats',
  'listChats GET /api/v1/chats Chats',
  'getChat GET /api/v1/chats/{chat_id} Chats',
  'updateChatStatus PATCH /api/v1/chats/{chat_id}/status Chats',
  'sendMessage POST /api/v1/chats/{chat_id}/messages Messages',
  'listMessages GET /api/v1/chats/{chat_id}/messages Messages',
  'updateMessageStatus PATCH /api/v1/messages/{message_id}/status Messages',
  'addReaction POST /api/v1/messages/{message_id}/reactions Reactions',
  'removeReaction DELETE /api/v1/messages/{message_id}/reactions/{reaction} Reactions',
];

const ENUMS = {
  ChatType: ['PERSONAL', 'GROUP', 'SYSTEM'],
  ChatStatus: ['ACTIVE', 'ARCHIVED', 'DELETED'],
  NewChatStatus: ['ACTIVE'],
  NewMessageStatus: ['SENT', 'SENDING'],
  MessageType: ['TEXT', 'IMAGE', 'FILE', 'SYSTEM'],
  MessageStatus: ['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'],
};

describe('the OpenAPI document', () => {
  let api: ApiServer;
  let documented: DocumentedApi;
  let document: OpenApiDocument;
  beforeAll(async () => {
    api = await startApi();
    documented = await DocumentedApi.load(api.url);
    ({ document } = documented);
  });
  afterAll(() => api.close());

  /** Places of the schemas that break a rule. */
  const breaking = (isBroken: (schema: Schema, place: string) => boolean) =>
    documented.schemas().flatMap(([place, schema]) => (isBroken(schema, place) ? [place] : []));

  it('has exactly nine operations, each with one tag', () => {
    const operations = documented.operations.map(({ operationId, method, path, tags }) =>
      [operationId, method, path, ...tags].join(' '),
    );
    expect(operations.sort()).toEqual([...NINE].sort());
  });

  it('is 3.0.3, of this server, with three tags and a bearer token for all', () => {
    expect(document.openapi).toBe('3.0.3');
    expect(document.servers.map(({ url }) => url)).toEqual([api.url]);
    expect(document.tags.map(({ name }) => name)).toEqual(['Chats', 'Messages', 'Reactions']);
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(document.components.securitySchemes).toEqual({
      bearer: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
    for (const { security } of documented.operations) expect(security ?? document.security).toEqual([{ bearer: [] }]);
  });

  it('is the one that is checked in, where its server is /', async () => {
    const checkedIn = JSON.parse(await readFile('apps/api/openapi.json', 'utf8')) as OpenApiDocument;
    expect(checkedIn.servers.map(({ url }) => url)).toEqual(['/']);
    expect({ ...document, servers: checkedIn.servers }).toEqual(checkedIn);
  });

  it('is served as JSON and as YAML', async () => {
    const json = await exchange(api.url, '/docs/openapi.json');
    expect([json.status, json.headers['content-type']]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    const yaml = await exchange(api.url, '/docs/openapi.yaml');
    expect([yaml.status, yaml.headers['content-type']]).toEqual([200, expect.stringContaining('yaml')]);
    expect(yaml.text).toMatch(/^openapi: ['"]?3\.0\.3['"]?$/m);
    for (const { operationId } of documented.operations) expect(yaml.text).toContain(`operationId: ${operationId}\n`);
  });

  it('is shown by Swagger UI, whose files are served too', async () => {
    const { status, headers, text } = await exchange(api.url, '/docs');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, file]) => new URL(file ?? '', `${api.url}/docs`),
    );
    expect(files.map(({ origin }) => origin)).toEqual(files.map(() => api.url));
    expect(files.filter(({ pathname }) => pathname.endsWith('.js')).length).toBeGreaterThanOrEqual(2);
    for (const file of files)
      expect([file.pathname, (await exchange(api.url, file.pathname)).status]).toEqual([file.pathname, 200]);
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    expect(text).not.toMatch(/<script>|<style|style=| on\w+=/);
  });

  it.each(Object.entries(ENUMS))('names %s once', (name, values) => {
    expect(document.components.schemas[name]).toMatchObject({ type: 'string', enum: values });
  });

  it('has no enum without a name', () => {
    const inComponents = /^\/components\/schemas\/\w+$/;
    expect(breaking((schema, place) => schema.enum !== undefined && !inComponents.test(place))).toEqual([]);
  });

  it('limits every string, integer and array', () => {
    expect(
      breaking(
        ({ type, maxLength, ...schema }) => type === 'string' && maxLength === undefined && schema.enum === undefined,
      ),
    ).toEqual([]);
    expect(
      breaking(({ type, maximum }) => ['integer', 'number'].includes(type ?? '') && maximum === undefined),
    ).toEqual([]);
    expect(breaking(({ type, maxItems }) => type === 'array' && maxItems === undefined)).toEqual([]);
  });

  it('has ids that are int64, and no number that is not an integer', () => {
    expect(breaking(({ type }) => type === 'number')).toEqual([]);
    const isId = (place: string) => /\/properties\/(id|\w+_id|\w+_root_id)$/.test(place);
    expect(
      breaking(
        ({ type, format, maximum }, place) =>
          isId(place) && type === 'integer' && (format !== 'int64' || maximum !== Number.MAX_SAFE_INTEGER),
      ),
    ).toEqual([]);
  });

  it('says what free objects hold, where null is answered, and nothing that breaks SDKs', () => {
    expect(
      breaking(
        ({ type, properties, additionalProperties }) =>
          type === 'object' && properties === undefined && !additionalProperties,
      ),
    ).toEqual([]);
    expect(breaking(({ nullable }, place) => nullable === true && !place.endsWith('/next_cursor'))).toEqual([]);
    expect(breaking(({ readOnly }) => readOnly !== undefined)).toEqual([]);
    expect(Object.keys(document.components.schemas)).not.toContain('Error');
    expect(
      breaking(
        ({ type, format }, place) =>
          /\/properties\/\w+_at$/.test(place) && !(type === 'string' && format === 'date-time'),
      ),
    ).toEqual([]);
  });

  it('closes every body that is sent', () => {
    const bodies = documented.operations.flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content?.['application/json']?.schema;
      return schema === undefined ? [] : [[operationId, documented.resolve(schema).additionalProperties] as const];
    });
    expect(Object.fromEntries(bodies)).toEqual({
      addReaction: false,
      createChat: false,
      sendMessage: false,
      updateChatStatus: false,
      updateMessageStatus: false,
    });
  });

  it('answers 200 as JSON, and every mistake as a problem', () => {
    for (const { operationId, path, responses } of documented.operations) {
      const statuses = ['200', '400', '401', ...(path.includes('{') ? ['404'] : []), '500', 'default'];
      expect([operationId, Object.keys(responses).sort()]).toEqual([operationId, statuses]);
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const [[type, { schema }]] = Object.entries(content) as [[string, { schema: Schema }]];
        const expected =
          status === '200'
            ? ['application/json', expect.stringMatching(/\/(Chat|(Sent)?Message|(Chat|Message)List)$/)]
            : ['application/problem+json', '#/components/schemas/Problem'];
        expect([Object.keys(content).length, type, schema.$ref]).toEqual([1, ...expected]);
      }
    }
  });

  it('declares user_id in all nine, and Idempotency-Key where something is made', () => {
    for (const { operationId, method, parameters = [] } of documented.operations) {
      const inQuery = documented.queryParameters(operationId).map(({ name }) => name);
      const names = method === 'GET' || method === 'DELETE' ? inQuery : Object.keys(documented.bodyFields(operationId));
      expect([operationId, names]).toEqual([operationId, expect.arrayContaining(['user_id'])]);
      const key = parameters.find(({ name }) => name === 'Idempotency-Key');
      const makes = ['createChat', 'sendMessage'].includes(operationId);
      expect([operationId, key?.in, key?.required ?? false]).toEqual([
        operationId,
        makes ? 'header' : undefined,
        false,
      ]);
    }
  });

  it('has examples and defaults that its own schemas allow', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    ajv.addFormat('int64', true).addFormat('int32', true).addSchema({ components: document.components }, 'openapi');
    const wrong = (place: string, schema: Schema, value: unknown) => {
      const { nullable, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as Schema;
      return value === undefined || (nullable === true && value === null) || ajv.validate(rest, value)
        ? []
        : [`${place}: ${JSON.stringify(value)}`];
    };
    const ofSchemas = documented
      .schemas()
      .flatMap(([place, schema]) => [...wrong(place, schema, schema.example), ...wrong(place, schema, schema.default)]);
    const ofParameters = documented.operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.flatMap(({ name, schema, example, examples = {} }) =>
        [example, ...Object.values(examples).map(({ value }) => value)].flatMap((one) =>
          wrong(`${operationId} ${name}`, schema, one),
        ),
      ),
    );
    const ofBodies = documented.operations.flatMap(({ operationId, requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema, example, examples = {} }) =>
        [example, ...Object.values(examples).map(({ value }) => value)].flatMap((one) =>
          wrong(operationId, schema, one),
        ),
      ),
    );
    expect([...ofSchemas, ...ofParameters, ...ofBodies]).toEqual([]);
    expect(documented.schemas().filter(([, { example }]) => example !== undefined).length).toBeGreaterThan(20);
  });
});
