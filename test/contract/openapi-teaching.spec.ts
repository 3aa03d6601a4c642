import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { ERROR_CODES, GUIDES } from '#libs/documents';
import type { ProblemDto } from '#libs/http';
import { type ApiServer, startApi } from '../support/api-server.js';
import { DocumentedApi, type DocumentedOperation, type Schema } from '../support/openapi-document.js';

const GUIDE_PATHS = GUIDES.map((page) => `/docs/guides/${page}`);

/** What is answered before an operation is found, or elsewhere. */
const OF_NO_OPERATION = [
  'bad_request',
  'malformed_request',
  'method_not_allowed',
  'not_a_user_id',
  'not_found',
  'not_migrated',
  'origin_not_allowed',
];

const EVERYWHERE = ['RateLimit', 'RateLimit-Policy', 'X-Request-Id'];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  createChat: [],
  listChats: ['Link'],
  getChat: ['ETag'],
  updateChatStatus: [],
  sendMessage: ['Preference-Applied'],
  listMessages: ['ETag', 'Link', 'Preference-Applied'],
  updateMessageStatus: [],
  addReaction: [],
  removeReaction: [],
};

describe('the OpenAPI document teaches', () => {
  let api: ApiServer;
  let documented: DocumentedApi;
  let ajv: Ajv;
  beforeAll(async () => {
    api = await startApi();
    documented = await DocumentedApi.load(api.url);
    ajv = new Ajv({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    ajv.addFormat('int64', true).addFormat('int32', true);
    ajv.addSchema({ components: documented.document.components }, 'openapi');
  });
  afterAll(() => api.close());

  const wrong = (schema: Schema, value: unknown): string => {
    const { nullable: _, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as Schema;
    return ajv.validate(rest, value) ? '' : ajv.errorsText();
  };

  /** Every problem that the document shows, with where it stands. */
  const problemsOf = ({ responses }: DocumentedOperation) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content['application/problem+json']?.examples ?? {}).map(
        ([code, { value, description = '' }]) => ({
          status,
          code,
          description,
          problem: value as ProblemDto,
        }),
      ),
    );

  it('says of every operation what it does, and where to read more', () => {
    for (const { operationId, summary, description, externalDocs } of documented.operations) {
      expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/^[A-Z].{8,60}[^.]$/)]);
      expect([operationId, description.length > 150, description.endsWith('.')]).toEqual([operationId, true, true]);
      expect(GUIDE_PATHS).toContain(externalDocs.url);
    }
  });

  it('leads to the guides and the events', () => {
    const { externalDocs, tags, info } = documented.document;
    for (const { url } of [externalDocs, ...tags.map((tag) => tag.externalDocs)]) expect(GUIDE_PATHS).toContain(url);
    const links = [...info.description.matchAll(/\]\((\/[^)]+)\)/g)].map(([, link = '']) => link);
    expect(new Set(links)).toEqual(new Set([...GUIDE_PATHS, '/docs/asyncapi.json']));
    const ofOperations = documented.operations.flatMap(({ description }) =>
      [...description.matchAll(/\]\((\/[^)]+)\)/g)].map(([, link = '']) => link),
    );
    for (const link of ofOperations) expect([...GUIDE_PATHS, '/docs/asyncapi.json']).toContain(link);
  });

  it('has an example for every body and for every 200, as their schemas want them', () => {
    for (const { operationId, requestBody, responses } of documented.operations) {
      for (const content of [requestBody?.content, responses['200']?.content]) {
        if (content === undefined) continue;
        const { schema, examples = {} } = content['application/json'] ?? { schema: {} };
        expect([operationId, Object.keys(examples).length]).not.toEqual([operationId, 0]);
        for (const [name, { value }] of Object.entries(examples))
          expect([operationId, name, wrong(schema, value)]).toEqual([operationId, name, '']);
      }
    }
  });

  it('has an example for every mistake, which is a problem of that status, code and place', () => {
    for (const operation of documented.operations) {
      const shown = problemsOf(operation);
      const statuses = Object.keys(operation.responses).filter((status) => status !== '200');
      expect(new Set(shown.map(({ status }) => status))).toEqual(new Set(statuses));
      for (const { status, code, description, problem } of shown) {
        const listed = ERROR_CODES.find((one) => one.code === code);
        expect([code, wrong({ $ref: '#/components/schemas/Problem' }, problem)]).toEqual([code, '']);
        expect([code, status]).toEqual([
          code,
          statuses.includes(String(problem.status)) ? String(problem.status) : 'default',
        ]);
        expect(problem).toMatchObject({
          code,
          status: listed?.status,
          type: `urn:chat-system-api:problem:${code}`,
          instance: operation.path.replace(/\{\w+_id\}/, '1').replace('{reaction}', '%F0%9F%91%8D'),
        });
        expect(description).toBe(`${listed?.meaning} ${listed?.remedy}`);
      }
    }
  });

  it('shows every code of the list at some operation, but those of none', () => {
    const shown = new Set(documented.operations.flatMap((operation) => problemsOf(operation).map(({ code }) => code)));
    const missing = ERROR_CODES.map(({ code }) => code).filter((code) => !shown.has(code));
    expect(missing.sort()).toEqual(OF_NO_OPERATION);
  });

  it('names the headers that are sent, with bounds', () => {
    for (const { operationId, responses } of documented.operations) {
      const names = Object.keys(responses['200']?.headers ?? {}).sort();
      expect([operationId, names]).toEqual([operationId, [...(HEADERS[operationId] ?? []), ...EVERYWHERE].sort()]);
      expect(Object.keys(responses['401']?.headers ?? {}).sort()).toEqual(['WWW-Authenticate', 'X-Request-Id']);
      expect(Object.keys(responses['default']?.headers ?? {}).sort()).toEqual([
        'Allow',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
        'X-Request-Id',
      ]);
      for (const { headers = {} } of Object.values(responses))
        for (const { schema } of Object.values(headers)) {
          expect(schema.maxLength ?? schema.maximum).toEqual(expect.any(Number));
          expect(wrong(schema, schema.example)).toBe('');
        }
    }
  });
});
