import type { AdapterHost } from '@lettrage/adapter-host';
import { hasErrors, InputError, type Problem } from '@lettrage/domain';
import {
  checkTransactionReport,
  sirenOfParty,
  transactionsOf,
  writeTransactionReport,
  type Invoice,
  type TransactionReport,
} from '@lettrage/einvoicing';
import { readInvoice } from './read-invoice.js';

/** Whose transactions, of which period, and who transmits them. */
export interface TransactionReportRequest extends Omit<TransactionReport, 'invoices' | 'days'> {
  readonly lang?: 'en' | 'fr';
}

/** A report of transactions, its file, and what was left out. */
export interface MadeTransactionReport {
  readonly report: TransactionReport;
  readonly xml: string;
  /** Invoices of the period that are not reported here: domestic ones, and those outside the reform. */
  readonly left: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Makes a report of transactions (flux 10.1 and 10.3) of the invoices in files, those dated in the period. Files are read
 * in any syntax; two with the same number are refused.
 *
 * @throws InputError where a file cannot be read, a number comes twice, or an invoice or the report breaks a rule
 */
export async function makeTransactionReport(
  host: AdapterHost,
  files: readonly string[],
  { lang = 'en', ...head }: TransactionReportRequest,
): Promise<MadeTransactionReport> {
  const invoices: Invoice[] = [];
  const numbers = new Map<string, string>();
  for (const file of files) {
    const { invoice, problems } = await readInvoice(host, file);
    if (!invoice || hasErrors(problems)) {
      throw new InputError('unreadable-invoice', `${file} cannot be read as an invoice.`, [...problems]);
    }
    const issuer = sirenOfParty(invoice.seller);
    if (issuer !== undefined && issuer !== head.seller.siren) {
      const message = `${file} was issued by the company ${issuer}, not by ${head.seller.siren}.`;
      throw new InputError('other-seller', message, []);
    }
    const day = invoice.invoiceIssueDate ?? '';
    if (day !== '' && (day < head.from || day > head.to)) continue;
    const number = invoice.invoiceNumber ?? '';
    const before = numbers.get(number);
    if (before !== undefined) {
      throw new InputError('number-twice', `${number} is in ${before} and in ${file}: report it once.`, []);
    }
    numbers.set(number, file);
    invoices.push(invoice);
  }
  const { invoices: reported, days, left, problems } = transactionsOf(invoices);
  const report: TransactionReport = { ...head, invoices: reported, days };
  const found = [...problems, ...checkTransactionReport(report, lang)];
  if (hasErrors(found)) throw new InputError('bad-report', 'The report of transactions is not made.', found);
  return { report, xml: writeTransactionReport(report), left, problems: found };
}
