import type { PayoutReference } from '@lettrage/adapter-sdk';
import { stripeKind } from './stripe.categories.js';
import type { StripeRecord } from './stripe.client.js';
import type { Movement } from './stripe.items.js';
import { stripeMinor } from './stripe.money.js';

/** A record that cannot be read exactly; the message says what of it. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/** The text of a field; empty where it is absent. */
export function textOf(record: StripeRecord | undefined, field: string): string {
  const value = record?.[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** The day, UTC, of a field in seconds since 1970: Stripe's days are days in UTC. */
export function dayOf(record: StripeRecord, field: string): string {
  const seconds = record[field];
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds <= 0 || seconds > 253_402_300_799)
    throw new UnreadableRecord(`${field} is no instant`);
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** A balance transaction with its source expanded. `payout` or `returned` where it is no item. */
export function movementOf(record: StripeRecord): Movement | 'payout' | 'returned' {
  const source = objectOf(record['source']);
  const sourceId = source ? textOf(source, 'id') : textOf(record, 'source');
  const kind = stripeKind(textOf(record, 'reporting_category') || textOf(record, 'type'), sourceId);
  if (kind === 'payout' || kind === 'returned') return kind;
  const currency = textOf(record, 'currency').toUpperCase();
  const [gross, fee, net] = ['amount', 'fee', 'net'].map((field) => stripeMinor(record[field], currency));
  if (gross! - fee! !== net) throw new UnreadableRecord('its amount less its fee is not its net');
  const feeVat = vatOf(record, currency);
  return {
    kind,
    transaction: textOf(record, 'id'),
    source: sourceId,
    charge: idOf(source?.['charge']) || (kind === 'charge' ? sourceId : ''),
    currency,
    gross: gross!,
    fee: fee! - feeVat,
    feeVat,
    day: dayOf(record, 'created'),
    payer: payerOf(source),
    description: textOf(record, 'description'),
    references: referencesOf(record, source, sourceId),
  };
}

/** VAT on the fee, which Stripe names among the parts of the fee. */
function vatOf(record: StripeRecord, currency: string): bigint {
  const details = record['fee_details'];
  if (!Array.isArray(details)) return 0n;
  return (details as unknown[])
    .map(objectOf)
    .filter((detail) => textOf(detail, 'type') === 'tax')
    .reduce((sum, detail) => sum + stripeMinor(detail!['amount'], currency), 0n);
}

function referencesOf(
  record: StripeRecord,
  source: StripeRecord | undefined,
  sourceId: string,
): readonly PayoutReference[] {
  const metadata = Object.entries(objectOf(source?.['metadata']) ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [{ key: `metadata.${name}`, value: value.trim() }] : [],
  );
  const descriptions = new Set([textOf(source, 'description'), textOf(record, 'description')]);
  const ids = new Set([
    idOf(source?.['payment_intent']),
    idOf(source?.['charge']),
    idOf(source?.['invoice']),
    sourceId,
  ]);
  return [
    ...metadata,
    ...[...descriptions].map((value) => ({ key: 'description', value })),
    ...[...ids].map((value) => ({ key: 'payment', value })),
  ].filter(({ value }) => value !== '');
}

function payerOf(source: StripeRecord | undefined): string {
  const billing = objectOf(source?.['billing_details']);
  return textOf(billing, 'name') || textOf(billing, 'email') || textOf(source, 'receipt_email');
}

/** An id, whether the record it names is expanded or not. */
function idOf(value: unknown): string {
  return typeof value === 'string' ? value : textOf(objectOf(value), 'id');
}

function objectOf(value: unknown): StripeRecord | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as StripeRecord) : undefined;
}
