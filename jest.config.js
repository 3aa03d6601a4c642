/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testRunner: '<rootDir>/test/runner/native-runner.mjs',
  testEnvironment: '<rootDir>/test/runner/one-realm-environment.mjs',
  testEnvironmentOptions: { globalsCleanup: 'off' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  transform: {},
  maxWorkers: 2,
  testTimeout: 30_000,
};
