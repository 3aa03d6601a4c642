import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds, PROPERTY_TIMEOUT } from '../../../test/support/property.js';
import { EventStreamParser, type ServerSentEvent } from './server-sent-events.js';

function parse(text: string, cuts: readonly number[] = []): ServerSentEvent[] {
  const parser = new EventStreamParser();
  const bytes = new TextEncoder().encode(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.flatMap((place, nth) => parser.push(bytes.subarray(place, places[nth + 1])));
}

const message = (data: string) => ({ type: 'message', data });

const cases: [what: string, stream: string, events: ServerSentEvent[]][] = [
  ['an event', 'event: changed\ndata: {"seq":1}\n\n', [{ type: 'changed', data: '{"seq":1}' }]],
  ['one that is not ended', 'data: 1\n\ndata: 2\n', [message('1')]],
  ['a comment', ': heartbeat\n\ndata: 1\n\n', [message('1')]],
  ['several lines of data', 'data: 1\ndata: 2\ndata\n\n', [message('1\n2\n')]],
  ['CR', 'data: 1\rdata: 2\r\rdata: 3\r\r', [message('1\n2'), message('3')]],
  ['CRLF', 'data: 1\r\ndata: 2\r\n\r\n', [message('1\n2')]],
  ['each line end after the other', 'data: 1\r\ndata: 2\rdata: 3\n\r\n', [message('1\n2\n3')]],
  ['no space, and more than one', 'data:1\ndata:  2\n\n', [message('1\n 2')]],
  ['a colon in the data', 'data: a: b\n\n', [message('a: b')]],
  ['fields that are not ours', 'id: 7\nretry: 1\nother\ndata: 1\n\n', [message('1')]],
  ['an event without data, whose type is forgotten', 'event: a\n\ndata: 1\n\n', [message('1')]],
  ['a byte order mark', '\uFEFFdata: 1\n\n', [message('1')]],
  ['characters of several bytes', 'data: é 漢 👍\n\n', [message('é 漢 👍')]],
];

describe('a stream of events', () => {
  it.each(cases)('%s', (_, stream, events) => {
    expect(parse(stream)).toEqual(events);
  });

  it(
    'gives the same events, with its bytes cut at any place',
    () =>
      holds(
        300,
        fc.record({
          lines: fc.array(
            fc.constantFrom('data: é漢👍', 'data:', 'data: x', 'event: changed', ': comment', '', '', 'id: 1'),
            { maxLength: 20 },
          ),
          ends: fc.array(fc.constantFrom('\n', '\r', '\r\n'), { minLength: 1, maxLength: 5 }),
          cuts: fc.array(fc.nat({ max: 400 }), { maxLength: 30 }),
        }),
        async ({ lines, ends, cuts }) => {
          const text = lines.map((line, nth) => line + ends[nth % ends.length]!).join('');
          expect(parse(text, cuts)).toEqual(parse(text));
        },
      ),
    PROPERTY_TIMEOUT,
  );

  it('ends when a line is too long, or too many lines make one event', () => {
    const push = (text: string) => new EventStreamParser(10).push(new TextEncoder().encode(text));
    expect(push('data: 123\n\ndata: 456\n\n')).toHaveLength(2);
    expect(() => push(':12345678901')).toThrow(RangeError);
    expect(() => push('data: 123\ndata: 456\ndata: 789\n')).toThrow(RangeError);
  });
});
