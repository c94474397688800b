import { createHash } from 'node:crypto';

const LEGAL = /^[A-Z0-9][A-Za-z0-9-]*$/;

/**
 * Names of accounts that all three programs accept: `Assets:411000:C0012`. The first part is one of the five that
 * beancount knows, told from the class of the French chart; an auxiliary is a sub-account of its account.
 */
export class AccountNames {
  private readonly known = new Map<string, string>();

  /** The name of an account, and whether it is met for the first time. */
  nameOf(account: string, auxiliary: string | undefined): { readonly name: string; readonly isNew: boolean } {
    const key = auxiliary === undefined ? account : `${account}\t${auxiliary}`;
    const known = this.known.get(key);
    if (known !== undefined) return { name: known, isNew: false };
    const parts = [rootOf(account), component(account), ...(auxiliary === undefined ? [] : [component(auxiliary)])];
    const name = parts.join(':');
    this.known.set(key, name);
    return { name, isNew: true };
  }
}

/** Assets, Liabilities, Equity, Income or Expenses; what the chart does not know is Equity. */
export function rootOf(account: string): string {
  if (/^(?:16|17|40(?!9)|419|42|43|44(?!56|58)|45|519|487)/.test(account)) return 'Liabilities';
  if (/^[2345]/.test(account)) return 'Assets';
  if (account.startsWith('6')) return 'Expenses';
  if (account.startsWith('7')) return 'Income';
  return 'Equity';
}

/** A part of a name: as it is where it is legal, else its legal letters and a mark that keeps two apart for good. */
function component(text: string): string {
  if (LEGAL.test(text)) return text;
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  // As JSON, in which halves of surrogate pairs stay different.
  const mark = createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 8);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${plain === '' ? 'X' : '-'}${mark}`;
}
