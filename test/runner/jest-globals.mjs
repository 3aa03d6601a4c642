// What `@jest/globals` is for specs: the functions of the file that runs now.
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test;

/** Once for each spec file, before it is imported. */
export function adopt(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals);
}
