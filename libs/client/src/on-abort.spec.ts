import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { onAbort } from './on-abort.js';

describe('code that waits for a signal', () => {
  const stage = () => {
    const controller = new AbortController();
    const told: string[] = [];
    const wait = (name: string) => onAbort(controller.signal, () => told.push(name));
    const count = () => getEventListeners(controller.signal, 'abort').length;
    return { controller, told, wait, count };
  };

  it('shares one listener, which goes with the last of them', () => {
    const { wait, count } = stage();
    const [first, second] = [wait('first'), wait('second')];
    expect(count()).toBe(1);
    first();
    first();
    expect(count()).toBe(1);
    second();
    expect(count()).toBe(0);
    const third = wait('third');
    expect(count()).toBe(1);
    third();
    expect(count()).toBe(0);
  });

  it('is called back once, and not when it has left, not even meanwhile', () => {
    const { controller, told, wait } = stage();
    wait('first');
    wait('second')();
    const end = onAbort(controller.signal, () => last());
    const last = wait('last');
    controller.abort();
    controller.abort();
    end();
    expect(told).toEqual(['first']);
  });

  it('is not called back by a signal that has aborted before', () => {
    const { controller, told, wait } = stage();
    controller.abort();
    wait('late');
    controller.abort();
    expect(told).toEqual([]);
  });
});
