/** What `lettrage match` runs on: the entry of the bundle that {@link matching} prefers. */
export { matchFiles } from '@lettrage/operations/matching';
export { adapterHost } from './adapter-host.js';
