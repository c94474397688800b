import type { BankTransactionCode, Charge, Counterparty, TransactionLine } from '@lettrage/adapter-sdk';
import { amountOf, directionOf, written, type CamtAmount } from './camt.amount.js';
import { all, find, textAt, type CamtElement, batchOf } from './camt.element.js';

/** Whose account the statement is about, as far as counterparties are concerned. */
export interface AccountHolder {
  readonly iban?: string;
  readonly name?: string;
}

const SLICE = 140;

/**
 * The remittance text of a `TxDtls`. Each `Ustrd` is a 140-character slice of one text at some banks and a line of its
 * own at others: no blank is put after a full slice.
 */
export function remittanceOf(detail: CamtElement | undefined): string | undefined {
  const info = find(detail, 'RmtInf');
  if (info === undefined) return undefined;
  let text = '';
  let full = true;
  for (const { name, text: piece } of info.children) {
    if (name !== 'Ustrd') continue;
    text += (full ? '' : ' ') + (piece.length === SLICE ? piece : piece.trim());
    full = piece.length === SLICE;
  }
  if (find(info, 'Strd') === undefined) return text.trim() || undefined;
  const structured = all(info, 'Strd');
  const more = structured.flatMap((strd, index) => [
    ...(index > 0 ? [textAt(strd, 'CdtrRefInf', 'Ref')] : []),
    ...all(strd, 'RfrdDocInf').map((document) => textAt(document, 'Nb')),
    ...all(strd, 'AddtlRmtInf').map((line) => line.text.trim()),
  ]);
  const joined = [text, ...more].filter((part) => part !== undefined && part !== '').join(' ');
  return joined.trim() || undefined;
}

/** The first structured creditor reference (ISO 11649, QRR, Belgian communication), as written. */
export function structuredReferenceOf(detail: CamtElement | undefined): string | undefined {
  for (const strd of find(detail, 'RmtInf')?.children ?? []) {
    if (strd.name !== 'Strd') continue;
    const reference = textAt(strd, 'CdtrRefInf', 'Ref');
    if (reference !== undefined) return reference;
  }
  return undefined;
}

/**
 * The other side: the debtor of a credit, the creditor of a debit. A returned payment keeps the roles of the original,
 * so a side that is the account itself is passed over for the other; the account's own IBAN is never given.
 */
export function counterpartyOf(
  detail: CamtElement | undefined,
  credit: boolean,
  holder: AccountHolder,
): Counterparty | undefined {
  const first = sideOf(detail, credit ? 'Dbtr' : 'Cdtr');
  if (first && !isHolder(first, holder)) return first;
  const second = sideOf(detail, credit ? 'Cdtr' : 'Dbtr');
  return second && !isHolder(second, holder) ? second : undefined;
}

function sideOf(detail: CamtElement | undefined, role: 'Dbtr' | 'Cdtr'): Counterparty | undefined {
  const parties = find(detail, 'RltdPties');
  const agent = find(detail, 'RltdAgts', `${role}Agt`, 'FinInstnId');
  const side: Counterparty = defined({
    name: partyName(find(parties, role)),
    iban: textAt(parties, `${role}Acct`, 'Id', 'IBAN')?.replace(/\s/g, ''),
    bic: textAt(agent, 'BICFI') ?? textAt(agent, 'BIC'),
    ultimateName: partyName(find(parties, `Ultmt${role}`)),
  });
  return Object.keys(side).length > 0 ? side : undefined;
}

/** Versions to 07 hold the name directly, later ones under `Pty` or, for a bank, under `Agt`. */
function partyName(party: CamtElement | undefined): string | undefined {
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
}

function isHolder(side: Counterparty, holder: AccountHolder): boolean {
  if (side.iban !== undefined) return side.iban === holder.iban;
  return side.name === undefined || (side.name === holder.name && side.bic === undefined);
}

/** Bank transaction code of the detail, else of the entry. */
export function codeOf(detail: CamtElement | undefined, entry: CamtElement): BankTransactionCode | undefined {
  return transactionCode(find(detail, 'BkTxCd')) ?? transactionCode(find(entry, 'BkTxCd'));
}

function transactionCode(element: CamtElement | undefined): BankTransactionCode | undefined {
  if (element === undefined) return undefined;
  const domain = find(element, 'Domn');
  const code: BankTransactionCode = defined({
    domain: textAt(domain, 'Cd'),
    family: textAt(domain, 'Fmly', 'Cd'),
    subfamily: textAt(domain, 'Fmly', 'SubFmlyCd'),
    proprietary: textAt(element, 'Prtry', 'Cd'),
  });
  return Object.keys(code).length > 0 ? code : undefined;
}

const ORIGINALS = ['InstdAmt', 'CntrValAmt', 'TxAmt'] as const;

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
  const amount = amountOf(foreign, 'AmtDtls/Amt');
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
    const { minor, currency } = amountOf(amount, 'Chrgs/Amt');
    const included = textAt(record, 'ChrgInclInd');
    const sign = directionOf(record, 'Chrgs/') === 1n ? -1n : 1n;
    return minor === 0n
      ? []
      : [{ minor: sign * minor, currency, ...(included === undefined ? {} : { included: isTrue(included) }) }];
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

const KEPT_REFERENCES = new Set([
  'MsgId',
  'InstrId',
  'TxId',
  'UETR',
  'ChqNb',
  'ClrSysRef',
  'AcctOwnrTxId',
  'AcctSvcrTxId',
  'PrcgId',
]);

/** What the bank says besides, and what is known but has no field of its own: nothing read is thrown away. */
export function additionalOf(
  entry: CamtElement,
  detail: CamtElement | undefined,
  entryText: boolean,
): string | undefined {
  const parts: string[] = [];
  const add = (value: string | undefined, label = ''): void => {
    if (value !== undefined && value !== 'NOTPROVIDED') parts.push(label + value);
  };
  if (entryText) add(textAt(entry, 'AddtlNtryInf'));
  if (detail === undefined) {
    add(textAt(batchOf(entry), 'MsgId'), 'MsgId ');
    add(textAt(batchOf(entry), 'NbOfTxs'), 'NbOfTxs ');
  } else {
    for (const child of detail.children) {
      if (child.name === 'AddtlTxInf') add(textAt(child));
      else if (child.name === 'Refs') for (const reference of child.children) addReference(reference, add);
      else if (child.name === 'Purp') add(textAt(child, 'Cd') ?? textAt(child, 'Prtry'), 'Purp ');
      else if (child.name === 'RtrInf') {
        const original = transactionCode(find(child, 'OrgnlBkTxCd'));
        if (original) add(Object.values(original).join('/'), 'OrgnlBkTxCd ');
        add(partyName(find(child, 'Orgtr')), 'Orgtr ');
      } else if (child.name === 'RltdPties') {
        add(textAt(child, 'DbtrAcct', 'Id', 'Othr', 'Id'), 'DbtrAcct ');
        add(textAt(child, 'CdtrAcct', 'Id', 'Othr', 'Id'), 'CdtrAcct ');
      }
    }
  }
  return parts.length === 0 ? undefined : parts.join('; ');
}

function addReference(reference: CamtElement, add: (value: string | undefined, label: string) => void): void {
  if (KEPT_REFERENCES.has(reference.name)) add(textAt(reference), `${reference.name} `);
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
