export * from './payout-collector.js';
export { readReport, sniffReport, type ReportLayout, type ReportOptions } from './report-table.js';
export { CellError, columnName, ReportRow } from './report-row.js';
