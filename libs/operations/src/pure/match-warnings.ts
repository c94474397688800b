import { compact, formatMinor, parseMinor, type HistoryRecord, type Problem } from '@lettrage/domain';
import { isContradicted, type MatchRule, type PackedItems } from '@lettrage/reconciliation';

/** An account whose statement was read. */
export interface ReadAccount {
  readonly iban: string | undefined;
  readonly file: string;
}

/** Confirmed payments that settled more than was paid: they are believed as to who paid, and said. */
export function historyWarnings(history: readonly HistoryRecord[], file: string): Problem[] {
  return history.flatMap(({ transaction: { amount, currency }, allocations = [] }, index) => {
    const paid = parseMinor(amount, currency);
    const given = allocations.reduce((sum, one) => sum + parseMinor(one.amount, currency), 0n);
    if (paid <= 0n || given <= paid) return [];
    const sum = formatMinor(given, currency);
    const message = `the allocations add up to ${sum}, more than the payment of ${amount}: correct the record or take it out`;
    return [warning(message, `${file}, record ${index + 1}`)];
  });
}

/** Items that nothing is left of cannot be paid; said once, since a whole ledger may hold many. */
export function itemWarnings(items: PackedItems, file: string): Problem[] {
  let [count, first] = [0, -1];
  for (let at = 0; at < items.size; at++) {
    if (items.isOpen(at)) continue;
    if (count === 0) first = at;
    count += 1;
  }
  if (count === 0) return [];
  const message = `open_amount is zero of ${count} items, the first of them ${items.number(first)}: nothing can be matched to them, leave them out`;
  return [warning(message, file)];
}

/** Rules for customers without open items, and rules that the history contradicts. */
export function ruleWarnings(rules: readonly MatchRule[], items: PackedItems): Problem[] {
  return rules.flatMap((rule) => {
    const { id, customer, record } = rule;
    const said: Problem[] = [];
    if (record && isContradicted(rule)) {
      const message = `others than ${customer} paid ${record.otherwise} of ${record.fitted} past lines that the rule fits, so nothing is posted on it: make its pattern narrower`;
      said.push(warning(message, `rule ${id}`));
    }
    if (customer !== undefined && items.numberOf(customer) === undefined) {
      const message = `the customer ${customer} has no open item, so the rule says nothing: check its code`;
      said.push(warning(message, `rule ${id}`));
    }
    return said;
  });
}

/** Statements of accounts that are not among the company's own, where it has named those. */
export function accountWarnings(accounts: readonly ReadAccount[], own: readonly string[]): Problem[] {
  if (own.length === 0) return [];
  const known = new Set(own.map(compact));
  const foreign = new Map(
    accounts.flatMap(({ iban, file }) => (iban !== undefined && !known.has(compact(iban)) ? [[iban, file]] : [])),
  );
  return [...foreign].map(([iban, file]) =>
    warning(
      `account ${iban} is not among ownIbans: add it there, or take the file out if it is another company's`,
      file,
    ),
  );
}

function warning(message: string, location: string): Problem {
  return { severity: 'warning', rule: 'match', message, location };
}
