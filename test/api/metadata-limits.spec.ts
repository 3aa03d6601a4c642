import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { type MetadataField, METADATA_FIELDS } from '../support/metadata-fields.js';

/** Objects and lists around each other. */
const nested = (levels: number, innermost = '1') =>
  Array.from({ length: levels }).reduce<string>((json) => `{"a":${json}}`, innermost);
const nestedLists = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const withKeys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));
const ofBytes = (bytes: number, letter: string) => {
  const room = bytes - Buffer.byteLength('{"a":""}');
  const letters = letter.repeat(Math.floor(room / Buffer.byteLength(letter)));
  return `{"a":"${letters.padEnd(letters.length + (room % Buffer.byteLength(letter)), 'x')}"}`;
};

describe.each(METADATA_FIELDS)('$name is limited', (field: MetadataField) => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const accepted = async (json: string) => {
    for (const { status, body } of await field.store(api.user('alice'), json)) {
      expect(status).toBe(200);
      expect(field.find(body)).toEqual(JSON.parse(json));
    }
  };
  const refusedAs = async (json: string, code: string) => {
    const [reply] = await field.store(api.user('alice'), json);
    expect(reply?.problem).toMatchObject({
      status: 400,
      code: 'validation_failed',
      errors: [{ field: field.name, code }],
    });
  };

  it('to 50 keys at the top', async () => {
    await accepted(withKeys(50));
    await refusedAs(withKeys(51), 'too_many_keys');
  });

  it('at the top only', async () => {
    await accepted(`{"a":${withKeys(60)},"b":[${withKeys(60)}]}`);
  });

  it('to 5 levels', async () => {
    await accepted(nested(5));
    await accepted(nestedLists(4));
    await refusedAs(nested(6), 'too_deep');
    await refusedAs(nestedLists(5), 'too_deep');
    await refusedAs(nested(30), 'too_deep');
  });

  it.each(['x', 'é', '値', '😀'])('to 16 KiB of UTF-8 made of %s', async (letter) => {
    const [most, tooMuch] = [ofBytes(16_384, letter), ofBytes(16_385, letter)];
    expect([Buffer.byteLength(most), Buffer.byteLength(tooMuch)]).toEqual([16_384, 16_385]);
    await accepted(most);
    await refusedAs(tooMuch, 'too_large');
  });

  it('to 32 levels before anything else is looked at', async () => {
    for (const json of [nested(33), nested(5000), nestedLists(5000)])
      expect((await field.store(api.user('alice'), json)).map(({ status }) => status)).toEqual([400]);
  });
});
