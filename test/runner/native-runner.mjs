// Jest's own test runner, with specs imported by Node instead of Jest's virtual modules: the application is loaded once
// for a worker, not once for a spec, by the loader that runs it in production.
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { keepCoverage } from './coverage.mjs';
import { adopt } from './jest-globals.mjs';
import { mappedStack } from './mapped-stack.mjs';

const TEST_TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');
const require = createRequire(import.meta.url);

register('./typescript-hooks.mjs', import.meta.url);
process.setSourceMapsEnabled(true);

export default async function runSpec(globalConfig, config, environment, runtime, ...rest) {
  const jest = { setTimeout: (ms) => void (globalThis[TEST_TIMEOUT] = ms) };
  delete globalThis[TEST_TIMEOUT];
  runtime.setGlobalsForRuntime = (globals) => adopt({ ...globals, jest });
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  runtime.requireInternalModule = requireOnce;
  // Jest's knows the source maps of its own modules only.
  Error.prepareStackTrace = mappedStack;
  const results = await circus.default(globalConfig, config, environment, runtime, ...rest);
  keepCoverage();
  return results;
}

/** Jest would load its `expect` and all that stands behind it for each file. Only what knows of a file's tests is new. */
function requireOnce(file) {
  delete require.cache[file];
  delete globalThis[EVENT_HANDLERS];
  return require(file);
}
