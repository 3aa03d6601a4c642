import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { breakingChanges, mayBreak } from '../../apps/api/src/documents/breaking-changes.js';
import { unannouncedChanges } from '../../apps/api/src/documents/unannounced-changes.js';

interface Changeable {
  required?: string[];
  enum: string[];
  maxLength: number;
  type: string;
  description: string;
  nullable?: boolean;
  properties: Record<string, Changeable>;
  default: unknown;
}

interface ChangeableDocument {
  readonly info: { version: string; description: string };
  readonly components: { readonly schemas: Record<string, Changeable> };
  readonly paths: Record<string, Record<string, ChangeableOperation>>;
}

interface ChangeableOperation {
  operationId: string;
  description: string;
  externalDocs: object;
  tags: string[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody: { content: Record<string, { examples: object }> };
  responses: Record<string, object>;
}

type Change = (document: ChangeableDocument) => void;

const field = (name: string): Partial<Changeable> => ({ type: 'string', maxLength: 9, description: name });
const schema = (document: ChangeableDocument, name: string) => document.components.schemas[name] as Changeable;
const fieldOf = (document: ChangeableDocument, name: string, property: string) =>
  schema(document, name).properties[property] as Changeable;
const listChats = ({ paths }: ChangeableDocument) => paths['/api/v1/chats']?.['get'] as ChangeableOperation;
const createChat = ({ paths }: ChangeableDocument) => paths['/api/v1/chats']?.['post'] as ChangeableOperation;

const BREAKING: [what: string, change: Change][] = [
  ['a removed field of an answer', (to) => Reflect.deleteProperty(schema(to, 'Chat').properties, 'title')],
  ['a removed field of a body', (to) => Reflect.deleteProperty(schema(to, 'CreateChat').properties, 'title')],
  ['a field that may now be absent', (to) => schema(to, 'Chat').required?.shift()],
  ['another type of a field of an answer', (to) => (fieldOf(to, 'Chat', 'title').type = 'integer')],
  ['null where there was none', (to) => (fieldOf(to, 'Chat', 'title').nullable = true)],
  [
    'a new required field of a body',
    (to) => {
      Object.assign(schema(to, 'SendMessage').properties, { subject: field('subject') });
      schema(to, 'SendMessage').required?.push('subject');
    },
  ],
  ['a field of a body that is now required', (to) => (schema(to, 'CreateChat').required = ['title'])],
  ['a narrowed maxLength of a body', (to) => (fieldOf(to, 'SendMessage', 'client_message_id').maxLength = 32)],
  ['a wider maxLength of an answer', (to) => (fieldOf(to, 'Message', 'client_message_id').maxLength = 128)],
  ['a removed value of an enum that is sent', (to) => schema(to, 'ChatType').enum.pop()],
  ['a new value of an enum that is answered', (to) => schema(to, 'ChatType').enum.push('CHANNEL')],
  ['a removed operation', (to) => Reflect.deleteProperty(to.paths['/api/v1/chats/{chat_id}'] ?? {}, 'get')],
  ['a removed path', (to) => Reflect.deleteProperty(to.paths, '/api/v1/chats/{chat_id}/status')],
  ['another operationId', (to) => (listChats(to).operationId = 'getChats')],
  ['another tag', (to) => (listChats(to).tags = ['Lists'])],
  ['a removed parameter', (to) => listChats(to).parameters.pop()],
  [
    'a new required parameter',
    (to) => listChats(to).parameters.push({ name: 'x', in: 'query', required: true, schema: field('x') }),
  ],
  ['a removed answer', (to) => Reflect.deleteProperty(listChats(to).responses, '401')],
];

const HARMLESS: readonly Change[] = [
  // a changed description
  (to) => (fieldOf(to, 'Chat', 'title').description = 'Another.'),
  // a changed text of an operation
  (to) => (createChat(to).description = 'Another.'),
  // a changed introduction
  (to) => (to.info.description = 'Another.'),
  // other examples
  (to) => Object.assign(createChat(to).requestBody.content['application/json'] ?? {}, { examples: {} }),
  // another guide
  (to) => (createChat(to).externalDocs = { url: '/docs/guides/another' }),
  // another version
  (to) => (to.info.version = '9.9.9'),
  // a loosened limit of a body
  (to) => (fieldOf(to, 'SendMessage', 'client_message_id').maxLength = 128),
  // a new optional field of a body
  (to) => Object.assign(schema(to, 'CreateChat').properties, { x: field('x') }),
  // a new field of an answer
  (to) => Object.assign(schema(to, 'Chat').properties, { x: field('x') }),
  // a narrower limit of an answer
  (to) => (fieldOf(to, 'Message', 'client_message_id').maxLength = 32),
  // a new value of an enum that is only sent
  (to) => schema(to, 'Order').enum.push('random'),
  // a new optional parameter
  (to) => listChats(to).parameters.push({ name: 'x', in: 'query', required: false, schema: field('x') }),
];

describe('a changed document', () => {
  let released: ChangeableDocument;
  beforeAll(async () => {
    const all = JSON.parse(await readFile('apps/api/openapi.json', 'utf8')) as ChangeableDocument;
    // A part is enough: comparing takes a second for the whole.
    const paths = Object.entries(all.paths).filter(([path]) => path.startsWith('/api/v1/chats'));
    released = { ...all, paths: Object.fromEntries(paths) };
  });

  const changesOf = (change: Change) => {
    const current = structuredClone(released);
    change(current);
    return breakingChanges(released, current);
  };

  it.each(BREAKING)('breaks clients: %s', (_what, change) => {
    expect(changesOf(change).length).toBeGreaterThan(0);
  });

  it('breaks nothing by any of the others', () => {
    expect(changesOf((to) => HARMLESS.forEach((change) => change(to)))).toEqual([]);
  });

  it('says where, what and why', () => {
    expect(changesOf((to) => (listChats(to).operationId = 'getChats'))).toEqual([
      {
        place: 'paths /api/v1/chats get operationId',
        what: '"listChats" became "getChats"',
        why: 'generated clients have a method of this name',
      },
    ]);
  });

  it('has its breaks named in the changelog, in the section of its version', () => {
    const changes = changesOf((to) => {
      fieldOf(to, 'SendMessage', 'client_message_id').maxLength = 32;
      Reflect.deleteProperty(to.paths['/api/v1/chats/{chat_id}'] ?? {}, 'get');
    });
    const missing = (changelog: string) => unannouncedChanges(changes, released, '0.2.0', changelog).toSorted();
    const both = '`sendMessage.client_message_id` is shorter, `getChat` has gone.';
    expect(missing(`## 0.2.0\n\n- ${both}\n\n## 0.1.0\n`)).toEqual([]);
    expect(missing(`## 0.2.0\n\n- Faster.\n\n## 0.1.0\n\n- ${both}\n`)).toEqual([
      'getChat',
      'sendMessage.client_message_id',
    ]);
  });

  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', false],
    ['0.1.9', '0.2.0', true],
    ['0.9.0', '1.0.0', true],
    ['1.2.3', '1.3.0', false],
    ['1.9.3', '2.0.0', true],
    ['1.2.3', '0.9.0', false],
  ])('may break what %s promised in %s: %s', (from, to, may) => {
    expect(mayBreak(from, to)).toBe(may);
  });
});
