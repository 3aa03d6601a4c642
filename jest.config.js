// Jest >= 29 in ESM mode (node --experimental-vm-modules). Nest 12 is ESM only.
const commonJs = {
  allowJs: true,
  module: 'CommonJS',
  isolatedModules: true,
  target: 'ES2023',
  ignoreDeprecations: '6.0',
};

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: './tsconfig.json', diagnostics: false }],
    // ESM-only packages that CommonJS ones (light-my-request, @fastify/static) require().
    // Node does that since 20.19; Jest only on Node >= 24.9, so Jest gets a CommonJS version.
    '/node_modules/(.+/)?(cookie|content-disposition)/.+\\.js$': [
      'ts-jest',
      { diagnostics: false, tsconfig: commonJs },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(.+/)?(cookie|content-disposition)/)'],
  moduleNameMapper: {
    '^#package$': '<rootDir>/package.json',
    '^#libs/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
};
