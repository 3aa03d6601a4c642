import { describe, expect, it } from '@jest/globals';
import { ApiError } from '../errors/api-error.js';
import { Unbuilt } from '../fields/unbuilt.js';
import { parseJsonBody } from './json-body.js';

const MIB = 1024 * 1024;

describe('parseJsonBody', () => {
  it.each([
    '0',
    '-1',
    '1.5',
    '0.1',
    '1.10',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740992',
    '1000000000000000000000000',
    '1e21',
    '1E+2',
    '100e-2',
    '0e400',
    '0.30000000000000004',
    '3.141592653589793',
    '0.000000000000000000001',
    '5e-324',
    '1.7976931348623157e308',
    '"12345678901234567890"',
    '"1e400"',
    '"\\"12345678901234567890"',
    '{ "12345678901234567890": "1e999", "n": [1, 2.25, null, true] }',
    String.raw`"\\\" \/\b\f\n\r\t\u00e9\ud83d\ude00\u2028"`,
    String.raw`"\\u0000 \\ud800"`,
    String.raw`{"__proto": ["__proto__"], "\\u005f_proto__": "constructor", "a.b": {"": []}}`,
    '\t[ [ ] ,\r\n{ } , false ]\n',
  ])('reads what JSON.parse reads: %s', (text) => {
    const json = `\n{ "value": ${text} }\r\n`;
    expect(parseJsonBody(Buffer.from(json))).toEqual(JSON.parse(json));
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '3.14159265358979323846',
    '1e400',
    '-1E400',
    '1e-400',
    '1.7976931348623159e308',
    '{ "deep": [1, { "n": 12345678901234567890 }] }',
    '["12345678901234567890", 12345678901234567890]',
  ])('refuses %s', (text) => {
    expect(refusal(`{ "value": ${text} }`).code).toBe('number_out_of_range');
  });

  it.each([
    [String.raw`{"a":{"b":[0,"\u0000"]}}`, 'malformed_text', 'a.b[1]'],
    [String.raw`{"a":["\ud83d\ud83d\ude00"]}`, 'malformed_text', 'a[0]'],
    [String.raw`{"a":"\ud83d\\ude00"}`, 'malformed_text', 'a'],
    [String.raw`{"\udc00":1}`, 'malformed_text', '(body)'],
    [String.raw`{"a":{"\u0000":1}}`, 'malformed_text', 'a'],
    [String.raw`{"a":[[],{"constructor":1}]}`, 'forbidden_key', 'a[1].constructor'],
    [String.raw`{"\u005f\u005fproto\u005f_":1}`, 'forbidden_key', '__proto__'],
  ])('names the place in %s', (json, code, field) => {
    expect(refusal(json)).toMatchObject({ status: 400, code, errors: [{ field, code }] });
  });

  it('names what lies deep, or has a long name, by where it begins', () => {
    expect(refusal(`{"b":1,"a":${'['.repeat(32)}`).errors[0]?.field).toBe(`a${'[0]'.repeat(31)}`);
    const name = 'k'.repeat(MIB);
    expect(refusal(`{"${name}":"${String.raw`\ud800`}"}`).errors[0]?.field).toBe(`${name.slice(0, 200)}…`);
  });

  it('reads a number of very many digits', () => {
    const zeros = '0'.repeat(300_000);
    expect(parseJsonBody(Buffer.from(`{"value":1.${zeros}}`))).toEqual({ value: 1 });
    expect(refusal(`{"value":1${zeros}1}`).code).toBe('number_out_of_range');
  });

  it.each([
    '{"a":1',
    '{"a":[0,0}',
    '{"a":1e}',
    '{"a":1.5.5.5.5.5.5.5.5.5}',
    '{"a":"\\x"}',
    '{"a":"',
    '{"a":1} 2',
    '{[]:1}',
  ])('leaves it to the parser that %s is not JSON', (json) => {
    expect(refusal(json).code).toBe('malformed_body');
  });

  it.each(['', '{}', '{"a":"\ufeff"}'])('reads a byte-order mark before %j as nothing', (json) => {
    expect(parseJsonBody(Buffer.from(`\ufeff${json}`))).toEqual(parseJsonBody(Buffer.from(json)));
    expect(refusal(`\ufeff\ufeff${json} `).code).toBe('malformed_body');
  });

  it.each([
    ['too many numbers', `[${'0,'.repeat(4 * MIB)}0]`, 'array', 1],
    ['too many lists in a list', `[[${'[],'.repeat(20_000)}[]]]`, 'array', 3],
    ['too many keys', `{${'"k":1,'.repeat(20_000)}"k":{}}`, 'object', 1],
    ['one long text', `{"a":"${'x'.repeat(MIB)}"}`, 'object', 1],
    ['too many numbers that would have to be judged', `{"a":[${'1e5,'.repeat(MIB)}0]}`, 'object', 2],
    ['what is no JSON at all in it', `{"a":[${'0 0,,'.repeat(MIB)}0]}`, 'object', 2],
  ])('builds nothing of a field with %s, and looks no further', (_name, value, kind, depth) => {
    const body = parseJsonBody(Buffer.from(`{"b":[1],"heavy":${value},"a":{"c":null}}`));
    expect(body).toEqual({ b: [1], heavy: expect.any(Unbuilt) });
    expect(body?.['heavy']).toMatchObject({ kind, depth });
  });

  it('takes 100 fields, and no more', () => {
    const fields = Array.from({ length: 100 }, (_, nth) => `"k${nth}":${nth}`).join();
    expect(Object.keys(parseJsonBody(Buffer.from(`{${fields}}`)) ?? {})).toHaveLength(100);
    expect(refusal(`{${fields},"more":{}}`)).toMatchObject({
      code: 'validation_failed',
      errors: [{ field: '(body)' }],
    });
  });

  it.each([
    ['a name that comes twice', '{ "n": 1, "n": 2, "text": "1234567890123456" }'],
    [
      'nesting under a name that comes again',
      `{ "n": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "n": "1234567890123456" }`,
    ],
  ])('has nothing, or a mistake of the caller, to say of %s', (_name, json) => {
    expect(JSON.parse(json)).toHaveProperty('n');
    try {
      parseJsonBody(Buffer.from(json));
    } catch (error) {
      expect(error).toMatchObject({ status: 400 });
    }
  });
});

function refusal(json: string): ApiError {
  try {
    parseJsonBody(Buffer.from(json));
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`not refused: ${json.slice(0, 80)}`);
}
