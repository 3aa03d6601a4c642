import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { makeToken } from '../support/json-web-token.js';
import { startConversation } from '../support/conversation.js';
import { NINE_OPERATIONS, type Target } from '../support/nine-operations.js';
import { DocumentedApi, type Parameter, type Schema } from '../support/openapi-document.js';

describe('pressing "Execute" in Swagger UI without changing anything but the ids', () => {
  let api: ApiServer;
  let documented: DocumentedApi;
  let alice: ApiClient;
  let target: Target;
  beforeAll(async () => {
    api = await startApi();
    documented = await DocumentedApi.load(api.url);
    alice = api.user('alice');
    target = await startConversation(alice);
  });
  afterAll(() => api.close());

  const exampleOf = (parameter: Parameter): unknown =>
    filled(parameter) ??
    Object.values(parameter.examples ?? {})[0]?.value ??
    documented.resolve(parameter.schema).enum?.[0];

  it('has an example of every parameter, and each works on its own', async () => {
    const asDemo = alice.withToken(makeToken({ sub: 'demo' }));
    const theirs = await startConversation(asDemo);
    const wrong: unknown[] = [];
    for (const { operationId, method, path } of NINE_OPERATIONS) {
      const { requestBody, parameters = [] } = documented.operation(operationId);
      const body = Object.values(requestBody?.content?.['application/json']?.examples ?? {})[0]?.value;
      for (const parameter of parameters.filter((one) => one.in !== 'path')) {
        const example = exampleOf(parameter);
        const sent = { [parameter.name]: `${example as string}` };
        const { status, problem } = await asDemo.call(operationId, method, path(theirs), {
          body,
          query: parameter.in === 'query' ? sent : {},
          headers: parameter.in === 'header' ? sent : {},
        });
        const isOfOtherChat = status === 400 && problem.code === 'cursor_mismatch' && parameter.name === 'cursor';
        if (example === undefined || (status !== 200 && !isOfOtherChat)) wrong.push([operationId, sent, problem]);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** What Swagger UI proposes for a schema: its example, its default, or something of its type. */
  const proposal = (given: Schema): unknown => {
    const {
      example,
      default: usual,
      enum: values,
      type,
      properties,
      items,
      minimum = 0,
      additionalProperties,
    } = documented.resolve(given);
    if (example !== undefined) return example;
    if (usual !== undefined) return usual;
    if (values !== undefined) return values[0];
    if (type === 'object' && properties === undefined) return additionalProperties ? { additionalProp1: {} } : {};
    if (type === 'object')
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, schema]) => [name, proposal(schema)]));
    if (type === 'array') return [proposal(items ?? {})];
    if (type === 'integer') return minimum;
    return type === 'boolean' ? true : 'string';
  };

  /** It fills parameters in only when they have an example or a default. */
  const filled = ({ example, schema }: Parameter) => example ?? schema.example ?? documented.resolve(schema).default;

  it.each(NINE_OPERATIONS)('gives 200: $operationId', async ({ operationId, method, path }) => {
    const { requestBody, parameters = [] } = documented.operation(operationId);
    const media = requestBody?.content?.['application/json'];
    const examples = Object.values(media?.examples ?? {}).map(({ value }) => value);
    const bodies = examples.length > 0 ? examples : [media && (media.example ?? proposal(media.schema))];
    const proposed = parameters.filter((parameter) => filled(parameter) !== undefined);
    const ofKind = (kind: Parameter['in']) =>
      Object.fromEntries(proposed.flatMap((one) => (one.in === kind ? [[one.name, String(filled(one))]] : [])));
    const [query, headers] = [ofKind('query'), ofKind('header')];
    for (const body of bodies) {
      const { status, problem } = await alice.call(operationId, method, path(target), { body, query, headers });
      expect([body, status, problem.errors ?? []]).toEqual([body, 200, []]);
    }
  });
});
