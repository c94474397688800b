export * from './arithmetic/compute-totals.js';
export * from './cii/cii.codec.js';
export * from './model/index.js';
