/**
 * One Jest run for every room. ESM mode: Nest 12 and others are ESM only, which Jest cannot `require` on Node 20, so
 * the runner is started with --experimental-vm-modules (tools/test.mjs does) and workspace packages resolve to their
 * sources by the export condition `@lettrage/source`: no build is needed to test.
 */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@lettrage/source', 'node', 'node-addons'] },
  roots: ['<rootDir>/libs', '<rootDir>/adapters', '<rootDir>/apps', '<rootDir>/tools', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/var/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/var/'],
  watchPathIgnorePatterns: ['/var/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalTeardown: '<rootDir>/tools/jest-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
  workerIdleMemoryLimit: '1500MB',
};
