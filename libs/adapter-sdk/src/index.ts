export * from '@lettrage/domain';
export * from './adapter-error.js';
export * from './capabilities/index.js';
export * from './context.js';
export * from './define-adapter.js';
export * from './manifest.js';
export * from './version.js';
