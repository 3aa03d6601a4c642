// Jest's own test runner, with specs imported by Node instead of Jest's virtual modules: the application is loaded once
// for a worker, not once for a spec, by the loader that runs it in production.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { adopt } from './jest-globals.mjs';
import { mappedStack } from './mapped-stack.mjs';

const TEST_TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

register('./typescript-hooks.mjs', import.meta.url);
process.setSourceMapsEnabled(true);

export default function runSpec(globalConfig, config, environment, runtime, ...rest) {
  const jest = { setTimeout: (ms) => void (environment.global[TEST_TIMEOUT] = ms) };
  runtime.setGlobalsForRuntime = (globals) => adopt({ ...globals, jest });
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = (path) => import(pathToFileURL(path).href);
  // Jest's knows the source maps of its own modules only.
  Error.prepareStackTrace = mappedStack;
  return circus.default(globalConfig, config, environment, runtime, ...rest);
}
