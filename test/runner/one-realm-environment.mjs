import { TestEnvironment } from 'jest-environment-node';
import { clearServerLog, reportServerLog } from './server-log.mjs';
import { startClock } from './test-clock.mjs';

/** Jest's own modules, `expect` among them, stay in a context of their own, but take an Error or a String for what specs do. */
export default class OneRealmEnvironment extends TestEnvironment {
  /** Once for each spec file. */
  constructor(config, context) {
    super(config, context);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (typeof value === 'function' && this.global[name] !== value) this.global[name] = value;
    startClock(Infinity);
    clearServerLog();
  }

  /** For `jest-circus`, which tells of everything that happens in a file. */
  handleTestEvent({ name, test, hook }, { testTimeout }) {
    if (name === 'hook_start') startClock(hook.timeout ?? testTimeout);
    if (name === 'test_fn_start') startClock(test.timeout ?? testTimeout);
    if (name === 'test_done') reportServerLog(test);
  }
}
