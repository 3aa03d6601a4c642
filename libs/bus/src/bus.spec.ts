import { generateKeySync } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Bus } from './bus.js';
import type { PresenceHint } from './hint.js';
import type { SealKey, SealKeys } from './seal.js';
import type { Wire, WireListener } from './wire.js';

/** Arrives before the sender goes on, as from servers that are quick while this one is held up. */
class QuickWire implements Wire {
  readonly maxBytes = 8_000;
  readonly dropped = 0;
  hears = true;
  private listener: WireListener | undefined;

  constructor(private readonly all: QuickWire[]) {
    all.push(this);
  }

  start(listener: WireListener): Promise<void> {
    this.listener = listener;
    return Promise.resolve();
  }

  othersListen(): Promise<boolean> {
    return Promise.resolve(this.all.length > 1);
  }

  send(payload: string): void {
    for (const wire of this.all) wire.listener?.received(payload);
  }

  sent(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const key: SealKey = { id: 1, key: generateKeySync('aes', { length: 256 }) };
const keys: SealKeys = { newest: key, find: () => key };

describe('a bus', () => {
  it('hands on what its own server says before what another answers', async () => {
    const wires: QuickWire[] = [];
    const [one, other] = [new Bus(), new Bus()];
    for (const bus of [one, other]) await bus.connect(new QuickWire(wires), () => Promise.resolve(keys));
    const offline: PresenceHint = { kind: 'presence', userId: 'alice', status: 'offline' };
    const online: PresenceHint = { ...offline, status: 'online' };
    const heard: unknown[] = [];
    one.listen({ heard: (hint) => heard.push(hint), missed: () => undefined });
    other.listen({
      heard: (hint) => 'status' in hint && hint.status === 'offline' && other.publish(online),
      missed: () => undefined,
    });
    one.publish(offline);
    while (heard.length < 2) await turn();
    expect(heard).toEqual([offline, online]);
  });
});
