import { AmountError, compact, isIban, type Day } from '@lettrage/domain';
import { unwrapFormula } from '@lettrage/formats';
import { readCellAmount, currencyNamed } from './cell-amount.js';
import { tryCellDay } from './cell-day.js';
import type { TableLayout } from './table-layout.js';
import type { TableRow } from './table-row.js';

/** What lines that are no movements say of the statement. Amounts are canonical decimal strings. */
export interface AboveFacts {
  readonly account?: string;
  readonly currency?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: string;
  readonly balance?: string;
  readonly balanceDate?: Day;
  readonly count?: string;
}

const DAY = '\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}';
const AMOUNT = "[-+]?\\s?\\d[\\d\\s\\u00a0\\u202f.,']*\\d(?:\\s?-)?|\\d";
const GAP = '[^;\\d]{0,40}?[\\s:;="]*';

/** Wordings many banks share; a profile's own come first. */
const COMMON: readonly RegExp[] = [
  /(?<iban>\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b)/,
  /(?:compte|account|konto|rekening|cuenta|conto|rib)[^;\d]{0,40}?(?:n[°ºo]|num\S*|number|nr|no)?[.\s:;="]*(?<number>\d[\dA-Z ]{6,26}\d|\d{7,}[A-Z]?)(?=[\s;"]|$)/i,
  new RegExp(
    `(?:\\bdu|\\bfrom|\\bvon|\\bvom|\\bdesde|\\bdel|\\bdal|\\bvan|zeitraum)${GAP}(?<from>${DAY})[\\s;"]*(?:au|to|bis|hasta|al|tot|t/m|-)[^\\d;]{0,10}[\\s;"]*(?<to>${DAY})`,
    'i',
  ),
  new RegExp(
    `(?:ancien solde|solde (?:initial|pr[eé]c[eé]dent|en d[eé]but)|opening balance|start(?:ing)? balance|anfangssaldo|saldo inicial|saldo iniziale|saldo początkowe|beginsaldo|openingbalance)(?:[^;\\d]*(?:${DAY}))?${GAP}(?<opening>${AMOUNT})\\s?(?<openingCurrency>€|[A-Z]{3})?\\s*(?:;|$|")`,
    'i',
  ),
  new RegExp(
    `(?:\\bsolde(?! initial| pr[eé]c| en d[eé]but)|closing balance|current balance|kontostand|endsaldo|saldo final|saldo finale|eindsaldo)[^;\\d]*(?<balanceDate>${DAY})${GAP}(?<balance>${AMOUNT})\\s?(?<currency>€|[A-Z]{3})?\\s*(?:;|$|")`,
    'i',
  ),
  /^#?(?:devise|currency|w[aä]hrung|valuta|divisa|moneda|waluta|m[eě]na)[\s:;="]+(?<currency>[A-Z]{3})\b/i,
  // Alone on its line, or behind the account's number.
  /^(?<currency>[A-Z]{3})[;\s]*$/,
  /[A-Z]{2}\d{2}[A-Z0-9 ]{10,30};(?<currency>[A-Z]{3})[;\s]*$/,
];

/** Facts in rows that are no movements, by the profile's patterns and by wordings banks share. */
export function factsIn(
  layout: Pick<TableLayout, 'profile' | 'dates' | 'numbers'>,
  rows: readonly TableRow[],
): AboveFacts {
  const found: Record<string, string> = {};
  for (const row of rows) {
    const text = row.cells
      .map((cell, at) => (row.typed?.[at] ? asWritten(cell, layout) : unwrapFormula(cell.trim())))
      .join(';');
    if (text.length > 2_000) continue;
    for (const pattern of [...(layout.profile.above ?? []), ...COMMON]) {
      for (const [name, value] of Object.entries(pattern.exec(text)?.groups ?? {})) {
        if (value === undefined || (name === 'iban' && !isIban(compact(value)))) continue;
        if (name === 'currency' && currencyNamed(value) === undefined) continue;
        found[name] ??= value.trim();
      }
    }
  }
  return readFacts(found, layout);
}

/** A spreadsheet's number the way the texts of the file write amounts. */
function asWritten(cell: string, { numbers }: Pick<TableLayout, 'numbers'>): string {
  const [whole, fraction] = cell.split('.');
  return fraction === undefined ? cell : `${whole}${numbers.decimal}${fraction.padEnd(2, '0')}`;
}

function readFacts(
  found: Readonly<Record<string, string>>,
  layout: Pick<TableLayout, 'dates' | 'numbers'>,
): AboveFacts {
  const day = (name: string): Day | undefined =>
    found[name] === undefined ? undefined : tryCellDay(found[name], layout.dates);
  const amount = (name: string): string | undefined => {
    if (found[name] === undefined) return undefined;
    try {
      return readCellAmount(found[name], layout.numbers).text;
    } catch (error) {
      // A balance above the table is a remark; one that cannot be read is no reason to refuse the movements.
      if (error instanceof AmountError) return undefined;
      throw error;
    }
  };
  const account = found['iban'] ?? found['number'];
  const currency = found['currency'] ?? found['openingCurrency'];
  return {
    account: account === undefined ? undefined : compact(account),
    currency: currency === undefined ? undefined : currencyNamed(currency),
    from: day('from'),
    to: day('to'),
    opening: amount('opening'),
    balance: amount('balance'),
    balanceDate: day('balanceDate'),
    count: found['count'],
  };
}
