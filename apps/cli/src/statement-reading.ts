/** What `lettrage statement read` runs on: the entry of the bundle that {@link statementReading} prefers. */
export { readStatementFiles } from '@lettrage/operations/statements';
export { adapterHost } from './adapter-host.js';
