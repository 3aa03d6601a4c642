// npm run test:unit: the pure rules of libs and apps, without a database.
import all from './jest.config.js';

const { globalTeardown: _, ...settings } = all;

/** @type {import('jest').Config} */
export default {
  ...settings,
  roots: ['<rootDir>/apps', '<rootDir>/libs'],
  globalSetup: '<rootDir>/tools/fresh-build.mjs',
  testTimeout: 10_000,
};
