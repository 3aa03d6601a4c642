import { TestEnvironment } from 'jest-environment-node';

/** Jest's own modules, `expect` among them, stay in a context of their own, but take an Error or a String for what specs do. */
export default class OneRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (typeof value === 'function' && this.global[name] !== value) this.global[name] = value;
  }
}
