import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerMode, MAX_WAIT_SECONDS, modeConstraint, preferredWait } from './negotiation.js';

describe('Prefer: wait', () => {
  it.each([
    ['wait=5', 5],
    ['wait=0', 0],
    ['WAIT = "5"', 5],
    ['respond-async, wait=5', 5],
    ['wait=5, respond-async', 5],
    ['wait=5; foo=bar', 5],
    [['respond-async', 'wait=5'], 5],
    ['wait=31', MAX_WAIT_SECONDS],
    ['wait=999999999', MAX_WAIT_SECONDS],
  ])('%j asks for %i s', (prefer, seconds) => {
    expect(preferredWait(prefer)).toBe(seconds);
  });

  it.each([
    undefined,
    '',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=5s',
    'await=5',
    'wait=9999999999',
    [[]].flat(),
  ])('%j asks for nothing', (prefer) => {
    expect(preferredWait(prefer)).toBeUndefined();
  });

  it('grants nothing beyond the longest wait', () => {
    fc.assert(
      fc.property(fc.string(), (prefer) => {
        const seconds = preferredWait(prefer) ?? 0;
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(MAX_WAIT_SECONDS);
      }),
    );
  });
});

const modeOf = (method: string, headers: IncomingMessage['headers']) =>
  answerMode({ method, headers } as IncomingMessage);

describe('the way in which a URL is asked for', () => {
  it.each([
    ['GET', {}, undefined],
    ['GET', { accept: '*/*' }, undefined],
    ['GET', { accept: 'application/json' }, undefined],
    ['GET', { accept: 'text/event-stream' }, 'events'],
    ['POST', { accept: 'text/event-stream' }, 'events'],
    ['GET', { accept: 'Text/Event-Stream;q=0.9' }, 'events'],
    ['GET', { accept: 'application/json, text/event-stream;q=0.5' }, undefined],
    ['GET', { accept: 'application/json;q=0.5, text/event-stream' }, 'events'],
    ['GET', { accept: 'text/event-stream;q=0' }, undefined],
    ['GET', { accept: 'application/x-ndjson' }, 'export'],
    ['POST', { accept: 'application/x-ndjson' }, undefined],
    ['POST', { accept: 'application/x-ndjson', prefer: 'wait=5' }, 'wait'],
    ['GET', { prefer: 'wait=5' }, 'wait'],
    ['GET', { accept: 'text/event-stream', prefer: 'wait=5' }, 'events'],
    ['GET', { prefer: 'respond-async' }, undefined],
    ['PATCH', { accept: 'text/event-stream' }, undefined],
    ['DELETE', { prefer: 'wait=5' }, undefined],
  ] as const)('%s with %j: %s', (method, headers, mode) => {
    expect(modeOf(method, headers)).toBe(mode);
  });

  it('is a constraint of routes that knows its own modes only', () => {
    expect(() => modeConstraint.validate?.('events')).not.toThrow();
    expect(() => modeConstraint.validate?.('smoke signals')).toThrow('there is no mode smoke signals');
  });
});
