import { beforeAll, describe, expect, it } from '@jest/globals';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatementReader } from '@lettrage/adapter-sdk';
import type { Decision, OpenItem, Problem, StatementLine, TransactionLine } from '@lettrage/domain';
import { checkInvoice, draftInvoice, type InvoiceDraft } from '@lettrage/einvoicing';
import { collectOpenItems } from '@lettrage/formats';
import { matchAll, publicDecision } from '@lettrage/reconciliation';
import camt from '@lettrage/statement-camt';
import csv from '@lettrage/statement-csv';

const folder = join(import.meta.dirname, '..', 'config', 'demo');
const load = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface TruthLine {
  readonly account: string;
  readonly index: number;
  readonly bookingDate: string;
  readonly amount: string;
  readonly scenario: string;
  readonly label: string;
  readonly allocations?: Decision['allocations'];
  readonly onAccount?: string;
  readonly customer?: string;
}

const description = JSON.parse(load('company.json')) as {
  openItems: { file: string };
  accounts: { iban: string }[];
  statements: { file: string }[];
};
const truth = load('truth.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TruthLine);

/** The members of a built-in reader; it needs nothing of a host. */
async function readerOf(adapter: typeof camt): Promise<StatementReader> {
  const members = await adapter.create({}, {} as never);
  return members.statementReader as StatementReader;
}

async function read(reader: StatementReader, file: string): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  for await (const some of reader.read(createReadStream(join(folder, file)), { file })) lines.push(...some);
  return lines;
}

describe('the demonstration company goes through the real readers and the engine', () => {
  let statements: StatementLine[][] = [];
  let transactions: TransactionLine[] = [];
  let openItems: { items: OpenItem[]; problems: Problem[] } = { items: [], problems: [] };

  beforeAll(async () => {
    const readers = [await readerOf(camt), await readerOf(csv)];
    statements = await Promise.all(
      description.statements.map(({ file }, i) => read(readers[i] as StatementReader, file)),
    );
    openItems = await collectOpenItems(createReadStream(join(folder, description.openItems.file)));
    transactions = statements.flat().filter((line) => line.type === 'transaction');
  });

  it('the open items are read without a problem', () => {
    expect(openItems.problems).toEqual([]);
    expect(openItems.items.length).toBeGreaterThan(300);
  });

  it('both statements are read without a problem and balance', () => {
    for (const lines of statements) {
      expect(lines.filter((line) => line.type === 'problem')).toEqual([]);
      expect(lines.filter((line) => line.type === 'statement-end').map((end) => end.balanced)).toEqual([true]);
    }
  });

  it('the readers see the lines of the truth, in its order', () => {
    expect(transactions.map((line) => [line.bookingDate, line.amount])).toEqual(
      truth.map((line) => [line.bookingDate, line.amount]),
    );
  });

  it('a returned direct debit carries its reason and the end-to-end id of its collection', () => {
    const returned = transactions.filter((line) => line.return);
    expect(returned.map((line) => line.return?.reason)).toEqual(['AM04', 'MD06']);
    for (const line of returned)
      expect(transactions.filter((other) => other.endToEndId === line.endToEndId)).toHaveLength(2);
  });

  it('the engine posts nothing that is not true, and most of what can be known', () => {
    const decisions = matchAll({ items: openItems.items, lines: transactions }).map(publicDecision);
    const wrong = decisions.flatMap((decision, i) => {
      const right = truth[i] as TruthLine;
      return decision.decision === 'auto' && answer(decision) !== answer(right)
        ? [{ right, line: transactions[i], decision }]
        : [];
    });
    expect(wrong).toEqual([]);
    const decidable = truth.filter((line) => line.label === 'decidable').length;
    const posted = decisions.filter((decision) => decision.decision === 'auto').length;
    expect(posted / decidable).toBeGreaterThan(0.6);
  });

  it('its invoice can be drafted and breaks no rule', () => {
    const invoice = draftInvoice(JSON.parse(load('invoice.json')) as InvoiceDraft);
    expect(checkInvoice(invoice)).toEqual([]);
  });
});

/** Cash, adjustments and credit of a decision in one comparable text. */
function answer({ allocations = [], onAccount = '0.00' }: Pick<Decision, 'allocations' | 'onAccount'>): string {
  const parts = allocations.map(({ invoice, amount, adjustment }) =>
    [invoice, amount, adjustment?.kind ?? '', adjustment?.amount ?? ''].join(' '),
  );
  return [...parts.sort(), onAccount].join('; ');
}
