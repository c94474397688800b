export * from './profile.js';
export * from './generic.formats.js';
export * from './formats-of.js';
export { PROFILES } from './profiles/index.js';
