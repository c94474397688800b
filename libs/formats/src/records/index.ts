export * from './ndjson-records.js';
export * from './open-item-columns.js';
export * from './read-open-items.js';
export * from './write-open-items.js';
