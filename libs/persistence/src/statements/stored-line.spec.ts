import { expect, it } from '@jest/globals';
import { parseDay, parseMinor, type TransactionLine } from '@lettrage/domain';
import fc from 'fast-check';
import { restOfLine, withLine } from './stored-line.js';

/** A value, or nothing said. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const line = fc
  .record({
    valueDate: maybe(fc.constant('2026-02-11')),
    amount: fc.constantFrom('-0.05', '12.30', '123456789012.00'),
    status: fc.constantFrom('booked', 'pending'),
    reversal: fc.boolean(),
    bankReference: maybe(fc.string()),
    endToEndId: maybe(fc.string()),
    mandateId: maybe(fc.string()),
    remittance: maybe(fc.string()),
    counterparty: maybe(
      fc.record(
        { name: fc.string(), iban: fc.string(), bic: fc.string(), ultimateName: fc.string() },
        { requiredKeys: [] },
      ),
    ),
    code: maybe(fc.record({ domain: fc.string(), family: fc.string() })),
    batch: maybe(fc.constant({ index: 1, count: 2, total: '3.00' })),
    additional: maybe(fc.string()),
    origin: maybe(fc.constant({ line: 12, path: 'Stmt[1]/Ntry[1]' })),
  })
  .map((facts) => {
    const said = Object.entries(facts).filter(
      ([, value]) => value !== undefined && !(typeof value === 'object' && Object.keys(value).length === 0),
    );
    const fixed = { type: 'transaction', ref: 'r', bookingDate: '2026-02-10', currency: 'EUR' };
    return { ...fixed, ...Object.fromEntries(said) } as unknown as TransactionLine;
  });

it('gives the line back that was stored, whatever it says, and repeats in the rest no fact that has a column', () => {
  fc.assert(
    fc.property(line, (read) => {
      const rest = restOfLine(read);
      expect(Object.keys(rest)).not.toContain('ref');
      const stored = {
        bookingDate: parseDay(read.bookingDate),
        amount: parseMinor(read.amount, read.currency),
        currency: read.currency,
        ref: read.ref,
        valueDate: read.valueDate ?? null,
        status: read.status,
        endToEndId: read.endToEndId ?? null,
        bankReference: read.bankReference ?? null,
        counterpartyName: read.counterparty?.name ?? null,
        counterpartyIban: read.counterparty?.iban ?? null,
        remittance: read.remittance ?? null,
        rest: JSON.parse(JSON.stringify(rest)) as Partial<TransactionLine>,
      };
      expect(withLine(stored)).toEqual({
        bookingDate: read.bookingDate,
        amount: stored.amount,
        currency: 'EUR',
        line: read,
      });
    }),
  );
});
