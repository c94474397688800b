import { AdditionalText } from './camt.additional.js';
import { closingOf, openingOf, writtenBalance, type CamtBalance } from './camt.balance.js';
import { find, textAt, textOf, type CamtElement } from './camt.element.js';

/** The page of a statement that comes in several; undefined for one that comes whole or does not say. */
export function pageOf(
  head: ReadonlyMap<string, CamtElement>,
  header: CamtElement | undefined,
): { readonly number: number; readonly last?: boolean } | undefined {
  const paging = PAGINGS.map((name) => head.get(name)).find((found) => found !== undefined);
  const element = paging ?? find(header, 'MsgPgntn');
  const number = textAt(element, 'PgNb');
  if (number === undefined || !/^\d{1,5}$/.test(number)) return undefined;
  const last = textAt(element, 'LastPgInd');
  if (last === undefined) return { number: Number(number) };
  const isLast = last === 'true' || last === '1';
  return isLast && Number(number) === 1 ? undefined : { number: Number(number), last: isLast };
}

const PAGINGS = ['StmtPgntn', 'RptPgntn', 'NtfctnPgntn'];

/** What a statement says before its entries and no field of the statement line holds. */
export function headText(
  head: ReadonlyMap<string, CamtElement>,
  header: CamtElement | undefined,
  balances: readonly CamtBalance[],
  hasEntries: boolean,
): string | undefined {
  const additional = new AdditionalText();
  // A copy or a duplicate tells the same money again.
  additional.add(textAt(head.get('CpyDplctInd'), 'Cd') ?? textOf(head.get('CpyDplctInd')), 'CpyDplctInd');
  additional.add(textAt(head.get('RptgSrc'), 'Cd') ?? textAt(head.get('RptgSrc'), 'Prtry'), 'RptgSrc');
  additional.add(textAt(head.get('Acct'), 'Nm'), 'Acct/Nm');
  const related = head.get('RltdAcct');
  additional.add(textAt(related, 'Id', 'IBAN') ?? textAt(related, 'Id', 'Othr', 'Id'), 'RltdAcct');
  for (const name of ['RptgSeq', 'Intrst']) {
    const told = head.get(name);
    if (told !== undefined) additional.addLeaves(told, name);
  }
  additional.add(textAt(header, 'AddtlInf'), 'GrpHdr/AddtlInf');
  const shown = [openingOf(balances, hasEntries), closingOf(balances)];
  for (const balance of balances) {
    if (shown.includes(balance)) continue;
    const { amount, date } = writtenBalance(balance)!;
    additional.add(
      `${amount} ${balance.currency}${date === undefined ? '' : ` ${date}`}`,
      `Bal ${balance.code}`.trim(),
    );
  }
  return additional.empty ? undefined : additional.toString();
}

const ENDS = ['AddtlStmtInf', 'AddtlRptInf', 'AddtlNtfctnInf'];

/** What a statement says at its end. */
export function endText(head: ReadonlyMap<string, CamtElement>): string | undefined {
  const texts = ENDS.map((name) => textOf(head.get(name))).filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join('; ');
}
