import type { DemoLine } from './bank-line.js';
import { STATEMENT_FROM, STATEMENT_TO, bankDay } from './calendar.js';
import { writeCamt } from './camt.writer.js';
import { ACCOUNTS, COMPANY, FILES, demoDescription } from './company.js';
import { writeBankCsv, writeOpenItems } from './csv.writer.js';
import { inventCustomers, type DemoCustomer } from './customers.js';
import { demoInvoiceDraft } from './invoice-draft.js';
import { inventInvoices } from './invoices.js';
import { inventOtherLines, prepayment } from './other-lines.js';
import { PaymentPlan } from './payment-plan.js';
import { Random } from './random.js';
import { ReceiptPlay } from './receipts.js';
import { writeTruth } from './truth.writer.js';

/** Changing the seed changes every file of `config/demo`. */
const SEED = 20261122;

/** What the accounts hold on the evening before the statements begin, in cents. */
const OPENING = { camt: 4_821_733n, csv: 1_962_208n };

/** The files of `config/demo` by name, made up anew; one seed, one set of bytes. */
export function demoFiles(seed = SEED): Map<string, Buffer> {
  const random = new Random(seed);
  const customers = inventCustomers(random);
  const plan = new PaymentPlan(inventInvoices(customers, random), random);
  // Before the months are played, which takes the payments off the items.
  const openItems = writeOpenItems(plan.items);

  const receipts = new ReceiptPlay(plan, customers, random).play();
  const all = [...receipts, ...prepayments(customers), ...inventOtherLines(random)].sort(byDay);
  const camt = all.filter((line) => line.bank === 'camt');
  const csv = all.filter((line) => line.bank === 'csv');

  const head = { ...ACCOUNTS.camt, owner: COMPANY.name, from: STATEMENT_FROM, to: STATEMENT_TO, opening: OPENING.camt };
  const truth = writeTruth([
    { iban: ACCOUNTS.camt.iban, lines: camt },
    { iban: ACCOUNTS.csv.iban, lines: csv },
  ]);
  return new Map<string, Buffer>([
    ['company.json', json(demoDescription())],
    [FILES.openItems, Buffer.from(openItems)],
    [FILES.camt, Buffer.from(writeCamt(head, camt))],
    [FILES.csv, writeBankCsv(csv, OPENING.csv)],
    [FILES.invoice, json(demoInvoiceDraft(customers))],
    ['truth.ndjson', Buffer.from(truth)],
  ]);
}

function byDay(a: DemoLine, b: DemoLine): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}

function prepayments(customers: readonly DemoCustomer[]): DemoLine[] {
  const named = (name: string): DemoCustomer => customers.find((customer) => customer.name === name) as DemoCustomer;
  const on = (day: string): DemoLine['day'] => bankDay(day as DemoLine['day']);
  return [
    prepayment(on('2026-09-22'), named('Domaine des Trois Chênes EARL'), 150_000n, 'ACOMPTE COMMANDE CM-77120'),
    prepayment(on('2026-10-15'), named('Golf de la Ramée Haute SAS'), 240_000n, 'ARRHES DEVIS DV2026-118'),
  ];
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
