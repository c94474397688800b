import {
  absolute,
  divideRounded,
  formatMinor,
  parseMinor,
  splitInProportion,
  type EventOf,
  type ItemFact,
  type ItemRecorded,
} from '@lettrage/domain';
import { customerPlace, foreignAmount, placeOf, type Booking, type EntryHead, type Posting } from './booking.js';
import { rateKey, vatAccount } from './chart.js';
import { deductDeposits, noteTaxes, receiveDeposit, type Deduction, type Naming } from './deposits.js';
import { isOfDeposit, type ItemPosition, type Place } from './ledger-lookup.js';

/** Base and tax of a rate, minor units, signed like the item's total. */
interface Share {
  readonly rate: string;
  readonly base: bigint;
  readonly tax: bigint;
}

/** A document with its VAT split, minor units of the books, and what it names: deposits and the order. */
interface Document {
  readonly place: Place;
  readonly total: bigint;
  readonly shares: readonly Share[];
  readonly naming: Naming;
}

/**
 * A document entered the books: a sale, a credit note or a deposit invoice with its VAT, or an opening entry where the
 * VAT split is not known, so that lettering has both sides.
 */
export function bookItemRecorded(booking: Booking, event: EventOf<'item.recorded', ItemRecorded>): void {
  const { item, history, orderReference, deducts = [] } = event.data;
  if (history) return;
  const total = booking.valueOf({ ...item, amount: item.total });
  if (total === undefined) {
    booking.refuse(
      'currency-not-booked',
      `${item.number} is in ${item.currency}: these books are kept in ${booking.settings.currency} and no rate of ${item.issueDate} was known. Book it by hand.`,
    );
    return;
  }
  const place = customerPlace(booking.settings, item.customer);
  const shares = sharesOf(booking, item, total);
  if (shares === undefined) return bookOpeningItem(booking, item, place, total);
  const document = { place, total, shares, naming: { deducts, order: orderReference } };
  if (!isOfDeposit(item)) return bookSale(booking, item, document);
  return item.kind === 'deposit' ? bookDeposit(booking, item, document) : bookDepositCredit(booking, item, document);
}

/** The VAT split, signed like the total; undefined where there is none or it contradicts the total. */
function sharesOf(booking: Booking, item: ItemFact, total: bigint): Share[] | undefined {
  if (item.vat === undefined || item.vat.length === 0) return undefined;
  const read = inBooks(booking, item, total);
  const sum = sumOf(read);
  const flip = sum < 0n !== total < 0n;
  const shares = flip ? read.map((share) => ({ ...share, base: -share.base, tax: -share.tax })) : read;
  if (sumOf(shares) === total) return shares;
  // A final invoice asks for its total less the deposits: only then may the split be more than the total.
  const isFinal = item.kind === 'invoice' && item.instalment === 1 && absolute(sum) > absolute(total);
  if (isFinal) return shares;
  booking.refuse(
    'vat-split-contradicts-total',
    `The VAT split of ${item.number} adds up to ${booking.write(sumOf(shares))} but its total is ${item.total}. ` +
      'It got an opening entry without VAT; correct the split at its source and book the VAT by hand.',
  );
  return undefined;
}

/** The split in the currency of the books; of another one, in proportion to its total, to the cent. */
function inBooks(booking: Booking, item: ItemFact, total: bigint): Share[] {
  const vat = item.vat ?? [];
  const shares = vat.map((share) => ({
    rate: share.rate,
    base: parseMinor(share.base, item.currency),
    tax: parseMinor(share.tax, item.currency),
  }));
  const own = parseMinor(item.total, item.currency);
  const sum = sumOf(shares);
  if (item.currency === booking.settings.currency || own === 0n || sum === 0n) return shares;
  const weights = shares.flatMap(({ base, tax }) => [base, tax]);
  const parts = splitInProportion(divideRounded(total * sum, own), weights);
  return shares.map(({ rate }, i) => ({ rate, base: parts[2 * i]!, tax: parts[2 * i + 1]! }));
}

function sumOf(shares: readonly Share[]): bigint {
  return shares.reduce((sum, share) => sum + share.base + share.tax, 0n);
}

function headOf(item: ItemFact, journal: EntryHead['journal']): EntryHead {
  const names = { 'credit-note': 'Avoir', deposit: "Facture d'acompte", payment: 'Règlement', 'on-account': 'Acompte' };
  const name = item.kind === 'invoice' ? 'Facture' : names[item.kind];
  return {
    journal,
    piece: item.number,
    pieceDate: item.issueDate,
    label: `${name} ${item.number} ${item.customer.name}`,
  };
}

function receivable(booking: Booking, item: ItemFact, place: Place, total: bigint): Posting {
  const foreign = foreignAmount(booking.settings, item.total, item.currency);
  return { place, amount: total, detail: { item: item.id, dueDate: item.dueDate, ...foreign } };
}

function keep(
  booking: Booking,
  item: ItemFact,
  place: Place,
  vatDue: ItemPosition['vatDue'],
  taxes: readonly { rate: string; tax: bigint }[],
  deposit?: ItemPosition['deposit'],
): void {
  const zero = formatMinor(0n, item.currency);
  const { currency, booked } = item;
  booking.keepItem({
    item: item.id,
    place,
    total: item.total,
    ...(booked === undefined || currency === booking.settings.currency ? {} : { foreign: { currency, booked } }),
    vatDue,
    vat: taxes.map(({ rate, tax }) => ({ rate, tax: booking.write(tax) })),
    collected: zero,
    discounted: zero,
    writtenOff: zero,
    ...(deposit === undefined ? {} : { deposit }),
  });
}

function bookOpeningItem(booking: Booking, item: ItemFact, place: Place, total: bigint): void {
  booking.book(headOf(item, booking.settings.scheme.journals.opening), [
    receivable(booking, item, place, total),
    { place: placeOf(booking.settings, 'opening'), amount: -total, detail: {} },
  ]);
  keep(booking, item, place, 'none', []);
}

/** A deposit is a debt to the customer until the final invoice; its VAT is due when the money comes, for goods too. */
function bookDeposit(booking: Booking, item: ItemFact, { place, total, shares, naming }: Document): void {
  const { settings } = booking;
  const advances = { ...place, account: settings.chart.roles.advances };
  const received = { order: naming.order, amount: total, taxes: shares };
  const { deposit, missed } = receiveDeposit(booking, item, advances, received);
  booking.book(headOf(item, settings.scheme.journals.sales), [
    receivable(booking, item, place, total),
    { place: advances, amount: -total, detail: { deposit: deposit.pool } },
    // A final invoice of before guessed the tax of this deposit from its own rates: what it took too little, or too much.
    ...missed.flatMap(({ rate, tax }) => [
      { place: { account: vatAccount(settings.chart, rate) }, amount: tax, detail: {} },
      { place: placeOf(settings, 'vatOnDeposits'), amount: -tax, detail: {} },
    ]),
  ]);
  keep(booking, item, place, 'deposit', shares, deposit);
}

/** The credit note of a deposit invoice takes its debt to the customer back; its VAT comes back when the money does. */
function bookDepositCredit(booking: Booking, item: ItemFact, { place, total, shares, naming }: Document): void {
  const advances = { ...place, account: booking.settings.chart.roles.advances };
  const taxes = shares.map(({ rate, tax }) => ({ rate, tax: -tax }));
  const parts = deductDeposits(booking, item, advances, { naming, amount: -total, taxes });
  booking.book(headOf(item, booking.settings.scheme.journals.sales), [
    receivable(booking, item, place, total),
    ...onAdvances(advances, parts),
  ]);
  const pool = parts.length === 1 ? parts[0]?.deposit : undefined;
  keep(booking, item, place, 'deposit', shares, pool === undefined ? undefined : { pool });
}

function onAdvances(place: Place, parts: readonly Deduction[]): Posting[] {
  return parts.map(({ amount, deposit }) => ({ place, amount, detail: deposit === undefined ? {} : { deposit } }));
}

function bookSale(booking: Booking, item: ItemFact, { place, total, shares, naming }: Document): void {
  const { settings } = booking;
  const { chart } = settings;
  const onReceipt = (item.vatDue ?? settings.scheme.vatDue) === 'receipt';
  const revenue = chart.roles[onReceipt ? 'salesOfServices' : 'salesOfGoods'];
  const deposits = sumOf(shares) - total;
  // The deposits' VAT was due when they were received: the final invoice takes it back from the account it waits on.
  const advances = { ...place, account: chart.roles.advances };
  const parts = deductDeposits(booking, item, advances, { naming, amount: deposits });
  const depositTax = taxOfParts(booking, item, shares, parts);
  const taxes = shares.map((share, i) => ({ rate: share.rate, tax: share.tax - depositTax[i]! }));
  booking.book(headOf(item, settings.scheme.journals.sales), [
    receivable(booking, item, place, total),
    ...onAdvances(advances, parts),
    ...shares.map((share) => ({
      place: { account: chart.salesByRate[rateKey(share.rate)] ?? revenue },
      amount: -share.base,
      detail: {},
    })),
    ...taxes.map(({ rate, tax }) => ({
      place: { account: onReceipt ? chart.roles.vatWaiting : vatAccount(chart, rate) },
      amount: -tax,
      detail: {},
    })),
    { place: placeOf(settings, 'vatOnDeposits'), amount: -depositTax.reduce((a, b) => a + b, 0n), detail: {} },
  ]);
  keep(booking, item, place, onReceipt ? 'receipt' : 'debit', taxes);
}

/**
 * The tax inside the deposits of a final invoice, by rate of the invoice: that of the deposits where they are known, else
 * what the rates of the invoice make of the amount.
 */
function taxOfParts(booking: Booking, item: ItemFact, shares: readonly Share[], parts: readonly Deduction[]): bigint[] {
  const taken = shares.map(() => 0n);
  const add = (taxes: readonly bigint[]): void => taxes.forEach((tax, i) => (taken[i]! += tax));
  for (const { amount, deposit, taxes } of parts) {
    if (taxes === undefined) {
      const guessed = spread(shares, taxOfAmount(shares, amount));
      if (deposit !== undefined)
        noteTaxes(
          booking,
          item,
          deposit,
          shares.map(({ rate }, i) => ({ rate, tax: guessed[i]! })),
        );
      add(guessed);
    } else for (const { rate, tax } of taxes) add(atRate(shares, rate, tax));
  }
  return taken;
}

/** Tax of a deposit at its rate; of one the invoice does not have, over those it has. */
function atRate(shares: readonly Share[], rate: string, tax: bigint): bigint[] {
  const at = shares.findIndex((share) => rateKey(share.rate) === rateKey(rate));
  return at < 0 ? spread(shares, tax) : shares.map((_, i) => (i === at ? tax : 0n));
}

function spread(shares: readonly Share[], tax: bigint): bigint[] {
  const weights = shares.map((share) => share.tax);
  if (weights.some((weight) => weight !== 0n)) return splitInProportion(tax, weights);
  return shares.map((_, i) => (i === 0 ? tax : 0n));
}

/** What the rates of an invoice make of an amount with tax. */
function taxOfAmount(shares: readonly Share[], amount: bigint): bigint {
  if (amount === 0n) return 0n;
  const tax = shares.reduce((sum, share) => sum + share.tax, 0n);
  return splitInProportion(amount, [tax, sumOf(shares) - tax])[0]!;
}
