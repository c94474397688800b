import { formatMinor } from '@lettrage/domain';
import type { DemoLine } from './bank-line.js';

function amount(minor: bigint): string {
  return formatMinor(minor, 'EUR');
}

/**
 * The right answers, one JSON object a line. A line is named by its account and its place among the transactions of
 * that account's file, from 1: `ref` is the reader's business and not known here.
 */
export function writeTruth(
  statements: readonly { readonly iban: string; readonly lines: readonly DemoLine[] }[],
): string {
  const rows = statements.flatMap(({ iban, lines }) => {
    const places = new Map(lines.map((line, index) => [line, index + 1]));
    return lines.map((line) => JSON.stringify({ account: iban, index: places.get(line), ...truthOf(line, places) }));
  });
  return `${rows.join('\n')}\n`;
}

function truthOf(line: DemoLine, places: ReadonlyMap<DemoLine, number>): Record<string, unknown> {
  const { truth } = line;
  return {
    bookingDate: line.day,
    amount: amount(line.amount),
    scenario: truth.scenario,
    label: truth.label,
    ...(truth.customer && { customer: truth.customer }),
    ...(truth.allocations.length > 0 && {
      allocations: truth.allocations.map(({ invoice, amount: cash, adjustment }) => ({
        invoice: invoice.number,
        amount: amount(cash),
        ...(adjustment && { adjustment: { kind: adjustment.kind, amount: amount(adjustment.amount) } }),
      })),
    }),
    ...(truth.onAccount !== undefined && { onAccount: amount(truth.onAccount) }),
    ...(truth.category && { category: truth.category }),
    ...(truth.needs && { needs: truth.needs }),
    ...(truth.reverses && {
      reverses: [
        {
          index: places.get(truth.reverses.line),
          invoice: truth.reverses.invoice.number,
          amount: amount(truth.reverses.line.amount),
        },
      ],
    }),
  };
}
