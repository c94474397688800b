import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isIban, isSiren, parseMinor } from '@lettrage/domain';
import { ACCOUNTS, COMPANY, FILES } from './company.js';
import { demoFiles } from './demo-files.js';

const folder = join(import.meta.dirname, '..', '..', 'config', 'demo');
const files = demoFiles();
const text = (name: string): string => (files.get(name) as Buffer).toString('utf8');
interface TruthLine {
  account: string;
  index: number;
  amount: string;
  scenario: string;
  label: string;
  allocations?: { invoice: string; amount: string; adjustment?: { amount: string } }[];
  onAccount?: string;
}
const truth = text('truth.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TruthLine);
const cents = (amount: string): bigint => parseMinor(amount, 'EUR');
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

function openItems(): Record<string, string>[] {
  const [header, ...rows] = text('open-items.csv').trim().split('\n');
  const columns = (header as string).split(',');
  // The generator quotes only where a comma stands inside, and no invented name has one.
  return rows.map((row) => Object.fromEntries(row.split(',').map((field, i) => [columns[i] as string, field])));
}

describe('the demonstration company', () => {
  it('is made up anew to the very bytes that are checked in', () => {
    for (const [name, content] of files) {
      const path = join(folder, name);
      expect(
        existsSync(path) && readFileSync(path).equals(content) ? name : `${name} differs: run tools/demo-data/main.ts`,
      ).toBe(name);
    }
  });

  it('is large enough to show the work: 300 invoices, 60 customers, 250 bank lines', () => {
    const items = openItems();
    expect(items.filter((item) => item.kind === 'invoice').length).toBeGreaterThanOrEqual(300);
    expect(new Set(items.map((item) => item.customer_id)).size).toBeGreaterThanOrEqual(60);
    expect(truth.length).toBeGreaterThanOrEqual(250);
  });

  it('has right check digits in every SIREN and IBAN', () => {
    const items = openItems();
    const sirens = [COMPANY.siren, ...items.map((item) => item.customer_siren as string).filter(Boolean)];
    const printed = [...text(FILES.camt).matchAll(/<IBAN>([^<]+)</g)].map((match) => match[1] as string);
    const ibans = [
      ACCOUNTS.camt.iban,
      ACCOUNTS.csv.iban,
      ...printed,
      ...items.map((item) => item.customer_ibans as string).filter(Boolean),
    ];
    expect(sirens.filter((siren) => !isSiren(siren))).toEqual([]);
    expect(ibans.filter((iban) => !isIban(iban))).toEqual([]);
  });

  it('splits every total into VAT bases and taxes to the cent', () => {
    for (const item of openItems()) {
      const shares = (item.vat as string).split(' ').map((share) => share.split(':').slice(1).map(cents));
      expect([item.number, sum(shares.flat())]).toEqual([item.number, cents(item.total as string)]);
    }
  });

  it('has a camt statement whose opening and movements give the closing balance', () => {
    const amounts = (pattern: RegExp): bigint[] =>
      [...text(FILES.camt).matchAll(pattern)].map(
        ([, amount, side]) => (side === 'DBIT' ? -1n : 1n) * cents(amount as string),
      );
    const [opening, closing] = amounts(/<Bal>.*?<Amt Ccy="EUR">([^<]+)<\/Amt><CdtDbtInd>(\w+)/g) as [bigint, bigint];
    expect(opening + sum(amounts(/<Ntry><Amt Ccy="EUR">([^<]+)<\/Amt><CdtDbtInd>(\w+)/g))).toBe(closing);
    expect(sum(amounts(/<TxDtls>.*?<Amt Ccy="EUR">([^<]+)<\/Amt><CdtDbtInd>(\w+)/g))).toBe(closing - opening);
  });

  it('has a CSV statement whose balance column follows every movement', () => {
    const rows = (files.get(FILES.csv) as Buffer).toString('latin1').trim().split('\r\n').slice(1);
    let before: bigint | undefined;
    for (const row of rows) {
      const [, , debit, credit, , balance] = row.split(';').map((field) => field.replace(',', '.'));
      const after = cents(balance as string);
      if (before !== undefined) expect(after - before).toBe(cents((debit || credit) as string));
      before = after;
    }
  });

  it('shows every kind of payment a company meets', () => {
    const met = new Set(truth.map((line) => line.scenario));
    const expected =
      'exact-reference rf-reference number-reformatted suffix-only number-reordered typo number-truncated name-only ' +
      'group-payer unknown-payer amount-only discount fee-deducted rounding partial partial-rest paid-twice paid-twice-second ' +
      'decoy-number several-listed several-abbreviated several-unlisted credit-note-listed credit-note-unlisted subscription ' +
      'prepayment direct-debit direct-debit-returned after-return cheque-slip fee tax social payroll supplier loan transfer card-sales refund';
    expect(expected.split(' ').filter((scenario) => !met.has(scenario))).toEqual([]);
    expect(new Set(truth.map((line) => line.label))).toEqual(
      new Set(['decidable', 'ambiguous', 'weak', 'side-data', 'none']),
    );
  });

  it('explains each receipt to the cent in its truth', () => {
    for (const line of truth.filter((each) => each.allocations || each.onAccount)) {
      const explained = sum((line.allocations ?? []).map((each) => cents(each.amount))) + cents(line.onAccount ?? '0');
      expect([line.account, line.index, explained]).toEqual([line.account, line.index, cents(line.amount)]);
    }
  });

  it('never settles more of an item than is open, except where a collection came back', () => {
    const open = new Map<string, bigint>();
    for (const item of openItems())
      open.set(item.number as string, (open.get(item.number as string) ?? 0n) + cents(item.open_amount as string));
    const returned = new Set(
      truth
        .flatMap((line) => (line as { reverses?: { invoice: string }[] }).reverses ?? [])
        .map((each) => each.invoice),
    );
    for (const allocation of truth.flatMap((line) => line.allocations ?? [])) {
      const settled = cents(allocation.amount) + cents(allocation.adjustment?.amount ?? '0');
      open.set(allocation.invoice, (open.get(allocation.invoice) ?? -1n) - settled);
    }
    const overpaid = [...open].filter(
      ([number, rest]) => rest < 0n && !number.startsWith('AV') && !returned.has(number),
    );
    expect(overpaid).toEqual([]);
  });
});
