import type { PayoutItemKind } from '@lettrage/adapter-sdk';
import { columnName } from '@lettrage/formats';

/** What a row is; `payout`: money sent to the bank. */
export type PaypalKind = PayoutItemKind | 'payout';

/** Event codes, the longest beginning that is known (PayPal's reference of T-codes). */
const CODES: Readonly<Record<string, PaypalKind>> = {
  T00: 'charge',
  T01: 'fee',
  T02: 'adjustment',
  T04: 'payout',
  T1104: 'reserve',
  T1105: 'reserve',
  T1106: 'dispute',
  T1107: 'refund',
  T1108: 'fee',
  T1110: 'reserve',
  T1111: 'reserve',
  T1114: 'fee',
  T1201: 'dispute',
  T1202: 'dispute',
  T1207: 'fee',
  T15: 'reserve',
  T21: 'reserve',
};

/** Words of the types, English and French, the first that fits. What holds money back goes before what names a dispute. */
const WORDS: readonly (readonly [PaypalKind, RegExp])[] = [
  ['reserve', /\b(hold|release|reserve|suspension|suspendue?|deblocage|blocage)\b/],
  ['fee', /\b(fees?|frais)\b|^commission/],
  ['refund', /\b(refund|remboursement)\b/],
  ['dispute', /\b(chargeback|reversal|retrofacturation|impaye|opposition)\b|annulation de (?:paiement|rejet)|rejet de/],
  ['adjustment', /\bconversion\b/],
  ['charge', /\b(payment|checkout|donation|invoice|sale|subscription|paiement|don|facture|vente|abonnement)\b/],
];

const TO_BANK = /\bwithdraw(?:al)?\b|\bauto sweep\b|\btransfer to bank\b|^retrait\b|^virement\b/;
const CARD = /\bcard\b|\bcarte\b/;

/**
 * What a row is, by its event code, else by the words of its type. `net` is its signed amount: money only goes to the
 * bank when it leaves, and a payment that leaves is a purchase. What is not known is an adjustment, for a person.
 */
export function paypalKind(type: string, code: string, net: bigint): PaypalKind {
  const known = kindOf(columnName(type), code.trim().toUpperCase());
  if (known === 'payout') return net < 0n ? 'payout' : 'adjustment';
  return known === 'charge' && net < 0n ? 'adjustment' : known;
}

function kindOf(type: string, code: string): PaypalKind {
  for (const length of [5, 3]) {
    const kind = CODES[code.slice(0, length)];
    if (kind !== undefined) return kind;
  }
  if (TO_BANK.test(type) && !CARD.test(type)) return 'payout';
  return WORDS.find(([, words]) => words.test(type))?.[0] ?? 'adjustment';
}

const MOVED = new Set(
  'completed|termine|terminee|effectue|effectuee|paid|paye|payee|refunded|rembourse|remboursee|partially refunded|partiellement rembourse|partiellement remboursee|remboursement partiel|reversed|annulation|cleared|compense|removed|supprime'.split(
    '|',
  ),
);
const NOT_MOVED = new Set(
  'pending|en attente|denied|refuse|refusee|voided|expired|expire|expiree|cancelled|canceled|annule|annulee|created|cree|creee|unclaimed|non reclame|failed|echoue|processing|en cours|en cours de traitement|placed|active|actif|held|uncleared|on hold|retenu'.split(
    '|',
  ),
);

/** True if the row moved the balance, false if it only remembers; undefined where its status is not known. */
export function hasMoved(status: string, impact: string): boolean | undefined {
  const effect = columnName(impact);
  if (effect.startsWith('memo')) return false;
  const state = columnName(status);
  if (NOT_MOVED.has(state)) return false;
  return MOVED.has(state) || effect === 'credit' || effect === 'debit' ? true : undefined;
}
