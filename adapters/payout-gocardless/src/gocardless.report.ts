import { absolute, formatMinor, type PayoutItem, type PayoutLine, type PayoutReader } from '@lettrage/adapter-sdk';
import { PayoutCollector, readReport, ReportRow, sniffReport } from '@lettrage/formats';
import { gocardlessKind, LAYOUT, WHERE } from './gocardless.layout.js';

const DAYS = ['YYYY-MM-DD', 'DD/MM/YYYY'];

/** Reads the breakdown of payouts: one row a payment, refund or fee. */
export const gocardlessReader: PayoutReader = {
  sniff: (head) => sniffReport(head, [LAYOUT]),

  async *read(chunks, options): AsyncGenerator<readonly PayoutLine[]> {
    const collector = new PayoutCollector('gocardless');
    for await (const row of readReport(chunks, [LAYOUT], { ...options, where: WHERE })) {
      if (row instanceof ReportRow) collector.attempt(row.text('payout'), () => take(row, collector));
      else collector.table(row);
    }
    yield collector.finish();
  },
};

/** One row. A payment that was not paid out yet has no payout and is left for the report in which it is. */
function take(row: ReportRow, collector: PayoutCollector): void {
  const id = row.text('payout');
  if (id === '') return;
  if (!/^PO\w+$/.test(id)) row.refuse('payout', `"${id.slice(0, 60)}" is no id of a payout`);
  const currency = row.currency('currency');
  const [gross, net] = [row.amount('gross', currency), row.amount('net', currency)];
  const { fee, feeVat } = feesOf(row, currency, gross - net);
  const kind = gocardlessKind(row.text('type'), row.text('status'), gross);
  const isFee = kind === 'fee';
  const write = (minor: bigint): string => formatMinor(minor, currency);
  const day = ['charged', 'created'].find((field) => row.text(field) !== '');
  const [payment, description, payer] = [row.text('payment'), row.text('description'), payerOf(row)];
  const item: PayoutItem = {
    kind,
    id: idOf(row, kind),
    amount: write(isFee ? 0n : gross),
    fee: write(isFee ? fee - gross : fee),
    ...(feeVat === 0n ? {} : { feeVat: write(feeVat) }),
    ...(day === undefined ? {} : { day: row.day(day, DAYS) }),
    ...(payment !== '' && (kind === 'refund' || kind === 'dispute') ? { charge: payment } : {}),
    ...(payer === '' ? {} : { payer }),
    ...(description === '' ? {} : { description }),
    references: [
      ...row.extras(metadataName).map(({ name, value }) => ({ key: `metadata.${name}`, value })),
      { key: 'invoice', value: row.text('reference') },
      { key: 'description', value: description },
      { key: 'payment', value: payment },
    ].filter(({ value }) => value !== ''),
  };
  collector.add({ id, arrival: row.day('arrival', DAYS), currency }, row.line, item);
}

/**
 * What GoCardless and an app keep, as the difference of gross and net; the columns, with either sign, must explain it.
 * A fee given back with a chargeback is negative.
 */
function feesOf(row: ReportRow, currency: string, kept: bigint): { fee: bigint; feeVat: bigint } {
  const [own, app, surcharge, tax] = ['fees', 'appFees', 'surcharges', 'tax'].map((field) =>
    row.amountOrZero(field, currency),
  );
  const sum = own! + app! + surcharge!;
  // Tax that is kept beside the fees is booked as VAT; where the fees alone explain what is kept, nothing is known of it.
  for (const [said, vat] of [
    [sum, 0n],
    [sum + tax!, tax!],
  ] as const)
    if (absolute(said) === absolute(kept)) {
      const feeVat = absolute(vat) * (kept < 0n ? -1n : 1n);
      return { fee: kept - feeVat, feeVat };
    }
  return row.refuse(
    'net',
    `${formatMinor(kept, currency)} are kept, the columns of fees say ${formatMinor(absolute(sum + tax!), currency)}`,
  );
}

/** A payment that was paid out goes by its own id; what takes it back is another movement. */
function idOf(row: ReportRow, kind: PayoutItem['kind']): string {
  const [payment, refund] = [row.text('payment'), row.text('refund')];
  if (kind === 'charge' && payment !== '') return payment;
  if (refund !== '') return refund;
  return payment === '' ? `${row.text('payout')}-${row.line}` : `${payment}-${kind}`;
}

function payerOf(row: ReportRow): string {
  const person = [row.text('given'), row.text('family')].filter((part) => part !== '').join(' ');
  return row.text('company') || person || row.text('email');
}

/** `payments.metadata.order_id` and the like. */
function metadataName(header: string): string | undefined {
  return /(?:^|\.)metadata[.[]([^\]]+)\]?$/i.exec(header)?.[1];
}
