import type { BankTransactionCode, Charge, TransactionLine } from '@lettrage/adapter-sdk';
import { directionOf, heldAmount, written, type CamtAmount } from './camt.amount.js';
import { all, child, find, textAt, textOf, type CamtElement } from './camt.element.js';

const SLICE = 140;

/**
 * The remittance text of a `TxDtls`. Each `Ustrd` is a 140-character slice of one text at some banks and a line of its
 * own at others: no blank is put after a full slice. Numbers of documents and references beyond the first stand behind.
 */
export function remittanceOf(detail: CamtElement | undefined): string | undefined {
  let text = '';
  let full = true;
  let more: string[] | undefined;
  for (let each = child(detail, 'RmtInf')?.first; each !== undefined; each = each.next) {
    if (each.name === 'Ustrd') {
      const piece = each.text;
      const whole = piece.length === SLICE;
      text += (full ? '' : ' ') + (whole ? piece : piece.trim());
      full = whole;
    } else if (each.name === 'Strd') {
      const texts = structuredTexts(each, more === undefined);
      (more ??= []).push(...texts);
    }
  }
  const parts = more === undefined ? text : [text, ...more].filter((part) => part !== '').join(' ');
  return parts.trim() || undefined;
}

function structuredTexts(strd: CamtElement, first: boolean): string[] {
  const texts: (string | undefined)[] = first ? [] : [textAt(strd, 'CdtrRefInf', 'Ref')];
  for (let each = strd.first; each !== undefined; each = each.next) {
    if (each.name === 'RfrdDocInf') texts.push(textAt(each, 'Nb'));
    else if (each.name === 'AddtlRmtInf') texts.push(textOf(each));
  }
  return texts.filter((text) => text !== undefined);
}

/** The first structured creditor reference (ISO 11649, QRR, Belgian communication), as written. */
export function structuredReferenceOf(detail: CamtElement | undefined): string | undefined {
  for (let each = child(detail, 'RmtInf')?.first; each !== undefined; each = each.next) {
    const reference = each.name === 'Strd' ? textAt(each, 'CdtrRefInf', 'Ref') : undefined;
    if (reference !== undefined) return reference;
  }
  return undefined;
}

/** Bank transaction code of the detail, else of the entry. */
export function codeOf(detail: CamtElement | undefined, entry: CamtElement): BankTransactionCode | undefined {
  return transactionCode(find(detail, 'BkTxCd')) ?? transactionCode(find(entry, 'BkTxCd'));
}

function transactionCode(element: CamtElement | undefined): BankTransactionCode | undefined {
  if (element === undefined) return undefined;
  const domain = child(element, 'Domn');
  const family = child(domain, 'Fmly');
  const code: { -readonly [Key in keyof BankTransactionCode]: BankTransactionCode[Key] } = {};
  const domainCode = textAt(domain, 'Cd');
  const familyCode = textAt(family, 'Cd');
  const subfamily = textAt(family, 'SubFmlyCd');
  const proprietary = textAt(element, 'Prtry', 'Cd');
  if (domainCode !== undefined) code.domain = domainCode;
  if (familyCode !== undefined) code.family = familyCode;
  if (subfamily !== undefined) code.subfamily = subfamily;
  if (proprietary !== undefined) code.proprietary = proprietary;
  return (domainCode ?? familyCode ?? subfamily ?? proprietary) ? code : undefined;
}

const ORIGINALS = ['InstdAmt', 'CntrValAmt', 'TxAmt', 'AnncdPstngAmt'] as const;

/** The amount in another currency and its rate, if the payment was instructed in one. */
export function originalOf(element: CamtElement | undefined, currency: string): TransactionLine['original'] {
  const details = find(element, 'AmtDtls');
  const own = find(element, 'Amt');
  if (details === undefined && (own?.currency ?? currency) === currency) return undefined;
  const candidates = [
    ...ORIGINALS.map((name) => find(details, name, 'Amt')),
    element?.name === 'TxDtls' ? own : undefined,
  ];
  const foreign = candidates.find((amount) => amount?.currency !== undefined && amount.currency !== currency);
  if (foreign === undefined) return undefined;
  const amount = heldAmount(foreign, 'AmtDtls/Amt');
  if (amount === undefined) return undefined;
  const rate = ORIGINALS.map((name) => textAt(details, name, 'CcyXchg', 'XchgRate')).find((text) => text !== undefined);
  return defined({ amount: written(amount.minor, amount.currency), currency: amount.currency, rate });
}

/** A charge with its amount: what the bank took is positive, what it gave back negative. */
export interface CamtCharge extends CamtAmount {
  readonly included?: boolean;
}

const NO_CHARGES: readonly CamtCharge[] = [];

/** Charges of a detail or an entry: repeated `Chrgs` to version 03, `Chrgs/Rcrd` from 04; the total where no record is. */
export function chargesOf(element: CamtElement | undefined): readonly CamtCharge[] {
  if (find(element, 'Chrgs') === undefined) return NO_CHARGES;
  const blocks = all(element, 'Chrgs');
  const records = blocks.flatMap((block) => (find(block, 'Rcrd') ? all(block, 'Rcrd') : [block]));
  return records.flatMap((record) => {
    const amount = find(record, 'Amt') ?? find(record, 'TtlChrgsAndTaxAmt');
    if (amount === undefined) return [];
    const held = heldAmount(amount, 'Chrgs/Amt');
    const included = textAt(record, 'ChrgInclInd');
    const sign = directionOf(record, 'Chrgs/') === 1n ? -1n : 1n;
    if (held === undefined || held.minor === 0n) return [];
    const { minor, currency } = held;
    return [{ minor: sign * minor, currency, ...(included === undefined ? {} : { included: isTrue(included) }) }];
  });
}

/** Charges in their public shape. */
export function writtenCharges(charges: readonly CamtCharge[]): readonly Charge[] | undefined {
  if (charges.length === 0) return undefined;
  return charges.map(({ minor, currency, included }) =>
    defined({ amount: written(minor, currency), currency, included }),
  );
}

/** Why a payment came back. */
export function returnOf(detail: CamtElement | undefined): TransactionLine['return'] {
  const info = find(detail, 'RtrInf');
  if (info === undefined) return undefined;
  const text = all(info, 'AddtlInf')
    .map((line) => line.text.trim())
    .join(' ');
  return defined({ reason: textAt(info, 'Rsn', 'Cd') ?? textAt(info, 'Rsn', 'Prtry'), text: text || undefined });
}

/** `xs:boolean`. */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}

/** A copy without the undefined keys: absent means the key is left out. */
export function defined<T extends object>(object: T): T {
  const kept: Partial<T> = {};
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key];
  return kept as T;
}
