// Jest runs the specs, Node imports them: test/runner, and docs/decisions/0009-tests-run-in-node.md.
import { createRequire } from 'node:module';

const { areNamed } = createRequire(import.meta.url)('./test/runner/slow-specs.cjs');

/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testRunner: '<rootDir>/test/runner/native-runner.mjs',
  testEnvironment: '<rootDir>/test/runner/one-realm-environment.mjs',
  // What it would clean up are Node's own: the environment shares them.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/runner/slowest-reporter.mjs'],
  transform: {},
  maxWorkers: '100%',
  // What specs leave behind adds up: past this a worker begins again. A single file needs no worker.
  ...(!areNamed && { workerIdleMemoryLimit: '1GB' }),
  // For machines that are busy with other things; most tests take a second.
  testTimeout: 60_000,
};
