import type { InvoiceDocumentReader, InvoiceDocumentWriter } from './invoice-document.js';
import type { InvoiceSource } from './invoice-source.js';
import type { LedgerChecker } from './ledger-checker.js';
import type { LedgerExporter } from './ledger-exporter.js';
import type { LedgerSource } from './ledger-source.js';
import type { AdapterDiagnostics } from './others.js';
import type { PayoutReader, PayoutSource } from './payout-source.js';
import type { StatementReader } from './statement-reader.js';
import type { StatementSource } from './statement-source.js';
import type { StatusSink } from './status-sink.js';
import type { StatusSource } from './status-source.js';

export * from './cursor.js';
export * from './invoice-document.js';
export * from './invoice-source.js';
export * from './ledger-checker.js';
export * from './ledger-exporter.js';
export * from './ledger-source.js';
export * from './others.js';
export * from './payout-source.js';
export * from './statement-reader.js';
export * from './statement-source.js';
export * from './status-sink.js';
export * from './status-source.js';

/** What `create` returns: one member per capability of the manifest, no more and no less. */
export interface Capabilities extends AdapterDiagnostics {
  statementReader?: StatementReader;
  statementSource?: StatementSource;
  invoiceSource?: InvoiceSource;
  ledgerExporter?: LedgerExporter;
  ledgerChecker?: LedgerChecker;
  ledgerSource?: LedgerSource;
  payoutReader?: PayoutReader;
  payoutSource?: PayoutSource;
  invoiceDocumentWriter?: InvoiceDocumentWriter;
  invoiceDocumentReader?: InvoiceDocumentReader;
  statusSink?: StatusSink;
  statusSource?: StatusSource;
}
