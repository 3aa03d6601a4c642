// Jest in ESM mode (node --experimental-vm-modules): Nest 12 is ESM only.

// CommonJS packages (light-my-request, @fastify/static) require() these, which are ESM only. Node does that since
// 20.19, but Jest only on Node 24.9 or newer; before, it gets a CommonJS version of them.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const requiresEsm = major > 24 || (major === 24 && minor >= 9);
const esmOnly = '(.+/)?(cookie|content-disposition)/';
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
    ...(!requiresEsm && {
      [`/node_modules/${esmOnly}.+\\.js$`]: ['ts-jest', { diagnostics: false, tsconfig: commonJs }],
    }),
  },
  transformIgnorePatterns: [requiresEsm ? '/node_modules/' : `/node_modules/(?!${esmOnly})`],
  moduleNameMapper: {
    '^#package$': '<rootDir>/package.json',
    '^#libs/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  maxWorkers: 2,
  // Modules of a spec stay in memory (ESM in Jest): past this a worker begins anew, before collecting garbage costs more.
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
};
