import { dayOf, endOfMonth, formatMinor, InputError, parseMinor, divideRounded } from '@lettrage/domain';
import { rateKey } from '@lettrage/ledger';
import { InvoiceStatusStore, PaymentReportStore, type InvoiceStatusRow, type ReleasedVat } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { projectJournal } from '../journal/project-journal.js';
import { ledgerSettingsOf } from '../journal/ledger-settings.js';
import { readCompany } from '../setup/companies.js';
import { projectStatuses } from './project-statuses.js';
import { statusSettingsOf } from './status-settings.js';

/** A receipt whose VAT in the books and in the reports differ by more than rounding. Decimal strings. */
export interface StatusDifference {
  readonly number: string;
  readonly released: string;
  readonly reported: string;
  readonly why: string;
}

/** A payment report and how far it got. */
export interface ReportedFile {
  readonly reference: string;
  readonly kind: 'IN' | 'RE';
  readonly due: string;
  readonly deliveries: readonly { readonly connection: string; readonly state: string }[];
}

/** VAT released in a month against what was reported of it. Decimal strings in the company's currency. */
export interface StatusReport {
  readonly month: string;
  readonly released: string;
  /** VAT within the statuses 212 of the month. */
  readonly status212: string;
  /** VAT within the payments that go into e-reporting. */
  readonly flux10: string;
  readonly statuses: number;
  /** Payment reports (flux 10) of periods that touch the month. */
  readonly reports: readonly ReportedFile[];
  readonly differences: readonly StatusDifference[];
  readonly agrees: boolean;
}

/**
 * Compares the VAT that became due by collection in a month, as the journal has it, with the VAT within the statuses 212
 * and the e-reported payments of the same receipts. Statuses carry amounts with tax by rate, so one receipt may differ by
 * a cent per rate; anything more, and any receipt that is on one side only, is a difference.
 *
 * @throws InputError if the month is none
 */
export async function statusReport(
  context: OperationsContext,
  companyId: string,
  month: string,
): Promise<StatusReport> {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new InputError('month', `"${month}" is no month such as 2026-10.`);
  const from = dayOf(Number(match[1]), Number(match[2]), 1);
  await projectJournal(context, companyId);
  await projectStatuses(context, companyId);
  return context.database.withCompany(companyId, async (tx) => {
    const company = await readCompany(tx);
    const { chart, currency } = ledgerSettingsOf(company);
    const store = new InvoiceStatusStore(tx);
    const released = await store.releasedVat(from, endOfMonth(from), {
      collected: [chart.roles.vatCollected, ...Object.values(chart.vatCollectedByRate)],
      waiting: [chart.roles.vatWaiting, chart.roles.vatOnDeposits],
    });
    const all = await store.list({ from, to: endOfMonth(from) });
    const rows = withFound(
      all.filter(({ channel }) => channel !== undefined),
      all.filter(({ state }) => state === 'received'),
    );
    const duty = statusSettingsOf(company);
    const unreported = !duty
      ? 'Reporting is not set up for the company: lettrage status duty.'
      : from < duty.from
        ? `Receipts are reported from ${duty.from} on.`
        : 'The electronic invoice says that it has no status 212.';
    const files = await new PaymentReportStore(tx).list({ from, to: endOfMonth(from) });
    const reports = files.map(({ reference, kind, due, deliveries }) => ({ reference, kind, due, deliveries }));
    return { ...compare(month, { released, rows, unreported }, currency), reports };
  });
}

function compare(
  month: string,
  found: {
    readonly released: readonly ReleasedVat[];
    readonly rows: readonly InvoiceStatusRow[];
    /** Why a receipt may have no status at all. */
    readonly unreported: string;
  },
  currency: string,
): Omit<StatusReport, 'reports'> {
  const { released, rows, unreported } = found;
  const text = (minor: bigint): string => formatMinor(minor, currency);
  const reported = rows.filter(({ state }) => state === 'ready' || state === 'elsewhere');
  const vat = (channel: (channel: string | undefined) => boolean): bigint =>
    reported.filter((row) => channel(row.channel)).reduce((sum, row) => sum + vatOf(row), 0n);
  const key = (position: number | undefined, number: string): string => `${position ?? 0} ${number}`;
  const inBooks = new Map(released.map((one) => [key(one.eventPosition, one.number), one]));
  const differences: StatusDifference[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const booking = inBooks.get(key(row.eventPosition, row.number));
    seen.add(key(row.eventPosition, row.number));
    const [booked, told] = [booking?.amount ?? 0n, reported.includes(row) ? vatOf(row) : 0n];
    const distance = booked > told ? booked - told : told - booked;
    if (distance > BigInt(row.parts?.length ?? 0) || (row.state === 'missing' && booked !== 0n))
      differences.push({ number: row.number, released: text(booked), reported: text(told), why: whyOf(row, booking) });
  }
  for (const one of released) {
    if (seen.has(key(one.eventPosition, one.number))) continue;
    differences.push({ number: one.number, released: text(one.amount), reported: text(0n), why: unreported });
  }
  return {
    month,
    released: text(released.reduce((sum, { amount }) => sum + amount, 0n)),
    status212: text(vat((channel) => channel === '212')),
    flux10: text(vat((channel) => channel !== '212')),
    statuses: reported.length,
    differences,
    agrees: differences.length === 0,
  };
}

/** Where another reports, a receipt counts once its status 212 was found at the platform: same invoice, same amount. */
function withFound(rows: readonly InvoiceStatusRow[], received: readonly InvoiceStatusRow[]): InvoiceStatusRow[] {
  const left = received.filter(({ code }) => code === '212');
  return rows.map((row) => {
    if (row.state !== 'elsewhere') return row;
    const at = left.findIndex((one) => one.number === row.number && one.amount === row.amount);
    if (at < 0) return { ...row, state: 'missing', why: 'No status 212 of it was found at the platform.' };
    left.splice(at, 1);
    return row;
  });
}

function whyOf(row: InvoiceStatusRow, found: ReleasedVat | undefined): string {
  if (row.state === 'missing') return row.why ?? 'The invoice does not say enough.';
  if (row.state === 'cancelled')
    return 'The status was taken back before it was told, in another month than the books.';
  return found === undefined ? 'The books released no VAT for this receipt in the month.' : 'The amounts differ.';
}

/** The VAT within the parts of a receipt: amount × rate ÷ (100 + rate), rounded per rate. */
function vatOf(row: InvoiceStatusRow): bigint {
  const currency = row.currency ?? 'EUR';
  return (row.parts ?? []).reduce((sum, { rate, amount }) => {
    const [whole = '0', fraction = ''] = rateKey(rate).split('.');
    const hundredths = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4));
    return sum + divideRounded(parseMinor(amount, currency) * hundredths, 1_000_000n + hundredths);
  }, 0n);
}
