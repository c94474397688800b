export * from './fill-open-items.js';
export * from './ndjson-records.js';
export * from './open-item-columns.js';
export {
  collectOpenItems,
  readOpenItems,
  type OpenItemBatch,
  type OpenItemRow,
  type ReadRecordsOptions,
} from './read-open-items.js';
export * from './write-open-items.js';
