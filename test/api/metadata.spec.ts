import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type MetadataField, METADATA_FIELDS } from '../support/metadata-fields.js';

describe.each(METADATA_FIELDS)('$name', (field: MetadataField) => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Stores metadata written as JSON and returns it as JSON again, from every answer that holds it. */
  async function roundTrip(json: string): Promise<string[]> {
    const replies = await field.store(api.user('alice'), json);
    for (const reply of replies) await ok<unknown>(reply);
    return replies.map(({ text }) => metadataText(text));
  }
  /** The text of the object after the field's name. */
  const metadataText = (text: string): string => {
    const start = text.indexOf(`"${field.name}":`) + field.name.length + 3;
    for (let end = text.indexOf('}', start); end !== -1; end = text.indexOf('}', end + 1)) {
      const candidate = text.slice(start, end + 1);
      if (isJson(candidate)) return candidate;
    }
    return '';
  };

  it.each([
    '{}',
    '{"a":null}',
    '{"a":{"b":null,"c":[null]}}',
    '{"a":[],"b":{},"c":"","":"empty key"}',
    '{"zzz":1,"z":2,"aa":3,"a":4,"mmmm":{"y":1,"x":2}}',
    '{"a":true,"b":false,"c":[1,"1",[2,[3]]]}',
    String.raw`{"a":" \t\r\n keep me \u0001 ","e\u0301":"\u00e9","\u2028":"\ufeff"}`,
    '{"👩‍👩‍👧":"مرحبا","ключ":"値"}',
    '{"toString":1,"hasOwnProperty":2,"length":3,"then":4,"toJSON":5,"$ref":"#","valueOf":null}',
    '{"value":"__proto__","list":["constructor","prototype"]}',
    '{"html":"<b>&amp;</b>","sql":"\'; DROP TABLE chat; --","template":"${x}"}',
  ])('comes back as it was sent: %s', async (json) => {
    const sent = JSON.stringify(JSON.parse(json));
    const texts = await roundTrip(json);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(text).toBe(sent);
  });

  it.each([
    '0',
    '-1',
    '0.1',
    '-2.5e-7',
    '0.30000000000000004',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740992',
    '1e21',
    '5e-324',
    '1.7976931348623157e308',
    '-1.7976931348623157e308',
    '100000000000000000000000',
    '"12345678901234567890"',
  ])('keeps the number %s', async (number) => {
    const expected = { n: JSON.parse(number) as unknown, deep: [{ n: JSON.parse(number) as unknown }] };
    for (const text of await roundTrip(`{"n":${number},"deep":[{"n":${number}}]}`))
      expect(JSON.parse(text)).toStrictEqual(expected);
  });

  it.each([
    '12345678901234567890',
    '9007199254740993',
    '-9007199254740993',
    '0.1234567890123456789',
    '1e309',
    '-1e400',
    '1e-400',
    '1.7976931348623157e309',
  ])('refuses the number %s rather than change it', async (number) => {
    for (const json of [`{"n":${number}}`, `{"a":[{"n":${number}}]}`]) expect(await statuses(json)).toEqual([400]);
  });

  it.each(['null', '[]', '[{}]', '"{}"', '7', 'true'])('is an object, or absent: %s', async (json) => {
    if (json !== 'null') return expect(await statuses(json)).toEqual([400]);
    for (const { body } of await field.store(api.user('alice'), json))
      expect(Object.keys(body as object)).not.toEqual(expect.arrayContaining([field.name]));
  });

  it.each(['{"a":1,"a":2}', '{"a":"x","a":"y","n":1e5}', '{"a":{"b":1,"b":2},"n":1234567890123456}'])(
    'is taken or refused with a key twice: %s',
    async (json) => {
      expect([200, 400]).toContain((await statuses(json))[0]);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s, however deep', async (key) => {
    for (const json of [`{"${key}":1}`, `{"a":{"${key}":{}}}`, `{"a":[{"b":{"${key}":null}}]}`])
      expect(await statuses(json)).toEqual([400]);
    expect(await statuses(String.raw`{"\u005f_proto__":{"polluted":true}}`)).toEqual([400]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([String.raw`\u0000`, String.raw`\ud800`, String.raw`\udc00`, String.raw`\ude00\ud83d`, String.raw`a\ud83db`])(
    'refuses %s in every string and key',
    async (text) => {
      for (const json of [`{"a":"${text}"}`, `{"${text}":1}`, `{"a":[{"b":"x${text}"}]}`, `{"a":{"x${text}":{}}}`])
        expect(await statuses(json)).toEqual([400]);
    },
  );

  const statuses = async (json: string): Promise<number[]> =>
    (await field.store(api.user('alice'), json)).map((reply: Reply<unknown>) => reply.status);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
