import type { ImportPayoutsReport, OpenMovement, PayoutBooked, PayoutDetail, PayoutView } from '@lettrage/operations';
import { said } from './language.js';
import { people, table } from './print.js';
import { problemLines } from './reports.js';

type Lang = 'en' | 'fr';

const pick = (lang: Lang, en: string, fr: string): string => (lang === 'fr' ? fr : en);

/** A report of an import of payouts, for a person. */
export function payoutImportLines(report: ImportPayoutsReport, lang: Lang): string[] {
  const states = {
    stored: pick(lang, 'stored', 'enregistré'),
    preview: pick(lang, 'would be stored', 'serait enregistré'),
    known: pick(lang, 'already known', 'déjà connu'),
    differs: pick(lang, 'DIFFERS from what is stored', 'DIFFÈRE de ce qui est enregistré'),
  };
  const dry = report.dryRun ? pick(lang, ' (dry run, nothing stored)', ' (à blanc, rien enregistré)') : '';
  return [
    `${report.file}${dry}: ${report.payouts.length} ${pick(lang, 'payouts', 'versements')}`,
    ...report.payouts.flatMap((one) => [
      `  ${one.provider} ${one.id} ${one.arrival}: ${people(one.gross, one.currency, lang)} − ${people(one.fees, one.currency, lang)}${one.feeVat === '' || /^0(\.0+)?$/.test(one.feeVat) ? '' : ` − ${people(one.feeVat, one.currency, lang)} ${pick(lang, 'VAT', 'de TVA')}`} = ${people(one.net, one.currency, lang)}, ${one.charges} ${pick(lang, 'charges', 'encaissements')} — ${states[one.state]}`,
      ...openLines(one.open, one.currency, lang),
    ]),
    ...problemLines(report.problems),
  ];
}

/** Movements that wait for a person. */
function openLines(open: readonly OpenMovement[], currency: string, lang: Lang): string[] {
  return open.map(
    ({ id, kind, amount, payer, reason }) =>
      `    ${kindOf(kind, lang)} ${id} ${people(amount, currency, lang)}${payer === undefined ? '' : ` ${payer}`}: ${said(reason)}`,
  );
}

const KINDS_FR: Readonly<Record<string, string>> = {
  charge: 'encaissement',
  refund: 'remboursement',
  dispute: 'litige',
  fee: 'frais',
  adjustment: 'ajustement',
  reserve: 'réserve',
};

function kindOf(kind: string, lang: Lang): string {
  return lang === 'fr' ? (KINDS_FR[kind] ?? kind) : kind;
}

/** Stored payouts as a table. */
export function payoutTable(payouts: readonly PayoutView[], lang: Lang): string[] {
  if (payouts.length === 0) return [pick(lang, 'No payout is stored.', "Aucun versement n'est enregistré.")];
  const heading = pick(
    lang,
    'ARRIVAL,PROVIDER,PAYOUT,NET,ITEMS,TO SAY,STATE',
    'ARRIVÉE,PRESTATAIRE,VERSEMENT,NET,LIGNES,À DIRE,ÉTAT',
  );
  return table([
    heading.split(','),
    ...payouts.map((one) => [
      one.arrival,
      one.provider,
      one.reference,
      people(one.net, one.currency, lang),
      String(one.items),
      one.open === 0 ? '' : String(one.open),
      one.state === 'booked'
        ? pick(lang, 'booked', 'comptabilisé')
        : pick(lang, 'waits for the bank', 'attend la banque'),
    ]),
  ]);
}

/** One stored payout with its movements. */
export function payoutDetailLines(payout: PayoutDetail, lang: Lang): string[] {
  const { currency } = payout;
  const rows = payout.movements.map(({ id, kind, amount, fee, payer, reason, references }) => [
    kindOf(kind, lang),
    id,
    people(amount, currency, lang),
    people(fee, currency, lang),
    reason === undefined ? (references[0]?.value ?? payer ?? '') : `! ${said(reason)}`,
  ]);
  const candidates = payout.lines.map(
    ({ ref, bookingDate }) =>
      `  ${pick(lang, 'bank line of its amount', 'ligne de banque de son montant')}: ${ref} (${bookingDate})`,
  );
  return [...payoutTable([payout], lang), '', ...table(rows), ...candidates];
}

/** What booking a payout did. */
export function payoutBookedLines(booked: PayoutBooked, lang: Lang): string[] {
  const { payout, net, currency, receipts, confirmed, open } = booked;
  if (booked.outcome === 'known')
    return [
      pick(
        lang,
        `${payout} is booked already: nothing was changed.`,
        `${payout} est déjà comptabilisé : rien n'a changé.`,
      ),
    ];
  const recorded =
    confirmed === 0
      ? ''
      : pick(lang, `, ${confirmed} recorded before confirmed`, `, ${confirmed} déjà saisis confirmés`);
  return [
    `${payout}: ${people(net, currency, lang)}, ${receipts} ${pick(lang, 'receipts', 'encaissements')}${recorded}`,
    ...openLines(open, currency, lang),
  ];
}
