import { setMaxListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { ModelSlots } from './model-slots.js';

describe('ModelSlots', () => {
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('come to each person in turn, also when one asks more often', async () => {
    const slots = new ModelSlots(1);
    const order: string[] = [];
    const giveBack = await slots.take(never, 'first');
    const asked = ['a', 'a', 'a', 'b', 'a', 'c', 'b'].map(async (person) => {
      const end = await slots.take(never, person);
      order.push(person);
      end();
    });
    giveBack();
    await Promise.all(asked);
    expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'a']);
  });

  it('are not all had by one person', async () => {
    const slots = new ModelSlots(4);
    let running = 0;
    for (let nth = 0; nth < 60; nth++)
      void slots
        .take(never, 'a')
        .then(() => running++)
        .catch(() => undefined);
    await settled();
    expect(running).toBe(2);
    await slots.take(never, 'b');
  });

  it('let somebody else wait, however many of one person do', async () => {
    const slots = new ModelSlots(1);
    const giveBack = await slots.take(never, 'a');
    const waiting = Array.from({ length: 100 }, () => slots.take(never, 'a'));
    const codes = Promise.all(waiting.slice(50).map((each) => each.catch((error: unknown) => error)));
    const end = slots.take(never, 'b');
    giveBack();
    const [first] = waiting;
    (await first)!();
    (await end)();
    expect((await codes).every((error) => (error as { code?: string }).code === 'model_busy')).toBe(true);
  });

  it('are not lost with who leaves while waiting', async () => {
    const slots = new ModelSlots(1);
    const giveBack = await slots.take(never, 'a');
    const leaving = new AbortController();
    const left = slots.take(leaving.signal, 'b').catch((error: unknown) => error);
    const stays = slots.take(never, 'c');
    leaving.abort();
    giveBack();
    (await stays)();
    expect(await left).toMatchObject({ code: 'aborted' });
    await slots.take(never, 'b');
  });
});
