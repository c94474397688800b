import type { PayoutItemKind } from '@lettrage/adapter-sdk';
import { columnName, type ReportLayout } from '@lettrage/formats';

/** Where the report comes from; the remedy of a missing column. */
export const WHERE = 'In SumUp, open Reports, Transactions, and export the period as CSV with its payouts.';

/** The report of transactions, in the languages it is exported in. */
export const LAYOUT: ReportLayout = {
  id: 'transactions',
  title: 'SumUp transactions',
  columns: {
    date: ['Date', 'Datum'],
    transaction: ['Transaction ID', 'Réf. transaction', 'Transaktions-ID', 'Transaction code'],
    type: ['Transaction type', 'Type de transaction', 'Transaktionsart', 'Zahlungsart'],
    status: ['Status', 'Statut'],
    description: ['Description', 'Beschreibung'],
    total: ['Total', 'Montant total', 'Betrag inkl. MwSt.'],
    currency: ['Currency', 'Devise', 'Währung'],
    fee: ['Fee', 'Frais', 'Gebühr'],
    payout: ['Payout', 'Virement', 'Auszahlung'],
    payoutDate: ['Payout date', 'Date du virement', 'Auszahlungsdatum'],
    payoutId: ['Payout ID', 'ID du virement', 'Auszahlungs-ID'],
    reference: ['Reference', 'Référence', 'Referenz'],
  },
  required: ['date', 'transaction', 'type', 'total', 'fee', 'payout', 'payoutDate', 'payoutId'],
};

/** What a row is; `payout`: it says that a transaction, or all of them, were paid out. */
export type SumupKind = PayoutItemKind | 'payout';

const WORDS: readonly (readonly [SumupKind, RegExp])[] = [
  ['payout', /^(payout|virement|auszahlung)/],
  ['dispute', /chargeback|charge back|retrofacturation|ruckbelastung|dd return/],
  ['refund', /refund|rembours|ruckerstattung|erstattung/],
  ['charge', /sale|vente|verkauf|payment|paiement|zahlung/],
];

/** The kind of a row by the words of its type; what is not known is for a person. */
export function sumupKind(type: string): SumupKind {
  const text = columnName(type);
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? 'adjustment';
}

const NOT_TAKEN = new Set(
  'failed|echoue|echouee|echec|cancelled|canceled|annule|annulee|pending|en attente|declined|refuse|refusee|fehlgeschlagen|abgebrochen|storniert|expired|expire'.split(
    '|',
  ),
);

/** True for a transaction that was not taken in the end. */
export function isNotTaken(status: string): boolean {
  return NOT_TAKEN.has(columnName(status));
}
