import { addDays, type CustomerIdentity, type Day, type OpenItem } from '@lettrage/domain';
import type { Random } from '../../random.js';
import { FIRST, ibanOf, type Bill, type Client } from '../world.js';

/** A customer of a trade; its code begins with `K`. */
export function clientOf(
  random: Random,
  n: number,
  name: { readonly bare: string; readonly form: string; readonly groupId?: string; readonly iban?: string },
): Client {
  const { bare, form, groupId } = name;
  const iban = name.iban ?? ibanOf(random);
  const identity: CustomerIdentity = {
    id: `K${n + 1}`,
    name: `${bare} ${form}`.trim(),
    ibans: random.chance(0.3) ? [iban] : [],
    ...(groupId !== undefined && { groupId }),
  };
  return { identity, bare, form, iban, bills: [] };
}

/** Adds a document to its owner's; a negative total is a credit note. What was due before the statements is mostly gone. */
export function addBill(
  random: Random,
  owner: Client,
  facts: {
    readonly number: string;
    readonly day: Day;
    readonly terms: number;
    readonly total: bigint;
    readonly order?: string;
  },
): Bill {
  const { number, day, terms, total, order } = facts;
  const dueDate = addDays(day, terms);
  const item: OpenItem = {
    number,
    kind: total < 0n ? 'credit-note' : 'invoice',
    customer: owner.identity,
    issueDate: day,
    dueDate,
    currency: 'EUR',
    total,
    open: total,
    ...(order !== undefined && { orderReference: order }),
  };
  const bill: Bill = { item, owner, gone: addDays(dueDate, 10) < FIRST && random.chance(0.92), paid: false };
  owner.bills.push(bill);
  return bill;
}

/** Cuts a text to lines of a field and joins them as readers do: a blank where a line ended, wherever that was. */
export function inLines(text: string, width: number, most: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length && lines.length < most; at += width) lines.push(text.slice(at, at + width).trim());
  return lines.join(' ');
}

/** Upper case without accents, as most banks print. */
export function plain(text: string): string {
  return text.replace(/ß/g, 'ss').normalize('NFKD').replace(/[̀-ͯ]/g, '').toUpperCase();
}
