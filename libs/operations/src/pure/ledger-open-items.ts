import type { AdapterHost } from '@lettrage/adapter-host';
import type { LedgerFileLine } from '@lettrage/adapter-sdk';
import { InputError, parseDay, parseMinor, type OpenItem, type OpenItemKind } from '@lettrage/domain';

/** What the file says of the books besides its open items. */
export interface LedgerProfile {
  /** Label by account. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Digits of the longest account. */
  readonly accountLength: number;
  readonly auxiliaries: number;
  readonly lines: number;
}

/** Open items of an accounting file, and what the file says of the books. */
export interface LedgerOpenItems {
  readonly items: readonly OpenItem[];
  readonly profile: LedgerProfile;
}

/**
 * The open items of an accounting file in a format that an adapter reads back.
 *
 * @throws InputError if no adapter reads the format
 */
export async function readLedgerOpenItems(
  host: AdapterHost,
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly format: string; readonly file: string },
): Promise<LedgerOpenItems> {
  const id = await host.registry.idOfFormat(options.format, 'ledgerSource');
  if (id === undefined) {
    throw new InputError('unknown-format', `Nothing here reads open items from the format "${options.format}".`);
  }
  const { members } = await host.open(id);
  const books = new LedgerBooks();
  for await (const lines of members.ledgerSource!.read(chunks, options)) for (const line of lines) books.add(line);
  return { items: books.items(), profile: books.profile() };
}

/** A customer's unlettered lines of one document. */
interface OpenDocument {
  /** Debits by due date: the instalments of an invoice. */
  readonly debits: Map<string, { readonly line: LedgerFileLine; amount: bigint }>;
  credit: bigint;
  /** The first credit, and what its entry says it is. */
  creditLine: LedgerFileLine | undefined;
  creditKind: OpenItemKind;
}

const CUSTOMER = /^41/;
/** A code in lower case marks a group that is still open. */
const LETTERED = /[^a-z]/;

/**
 * Collects the unlettered lines of customer accounts (41). A debit is an invoice; credits of the same document reduce
 * it. Other credits are a credit note where their entry touches income, a payment where it touches money, else a credit
 * on account.
 */
export class LedgerBooks {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly accounts = new Map<string, string>();
  private readonly auxiliaries = new Set<string>();
  private readonly entry: { lines: LedgerFileLine[]; balance: bigint } = { lines: [], balance: 0n };
  private lines = 0;

  /** Takes the next line of the file. */
  add(line: LedgerFileLine): void {
    this.lines++;
    if (!this.accounts.has(line.account)) this.accounts.set(line.account, line.accountLabel ?? '');
    if (line.auxiliary !== undefined) this.auxiliaries.add(line.auxiliary);
    const { entry } = this;
    const isOther = entry.lines.length > 0 && isOtherEntry(entry.lines[0]!, line);
    if (isOther) this.close();
    entry.lines.push(line);
    entry.balance += parseMinor(line.debit, 'EUR') - parseMinor(line.credit, 'EUR');
    // Without a number an entry ends where it is balanced.
    if (line.number === undefined && entry.balance === 0n) this.close();
  }

  /** Open items by customer and document, in the order of the file. Documents that come to zero are closed. */
  items(): OpenItem[] {
    this.close();
    return [...this.documents.values()].flatMap(itemsOf);
  }

  profile(): LedgerProfile {
    const digits = [...this.accounts.keys()].map((account) => account.length);
    return {
      accounts: this.accounts,
      accountLength: Math.max(0, ...digits),
      auxiliaries: this.auxiliaries.size,
      lines: this.lines,
    };
  }

  private close(): void {
    const { lines } = this.entry;
    const touches = (pattern: RegExp): boolean => lines.some(({ account }) => pattern.test(account));
    const creditKind = touches(/^7/) ? 'credit-note' : touches(/^5/) ? 'payment' : 'on-account';
    for (const line of lines) if (isOpen(line)) this.open(line, creditKind);
    this.entry.lines = [];
    this.entry.balance = 0n;
  }

  private open(line: LedgerFileLine, creditKind: OpenItemKind): void {
    const amount = parseMinor(line.debit, 'EUR') - parseMinor(line.credit, 'EUR');
    const key = `${customerOf(line)}\t${numberOf(line)}`;
    const document = this.documents.get(key) ?? { debits: new Map(), credit: 0n, creditLine: undefined, creditKind };
    this.documents.set(key, document);
    if (amount > 0n) {
      const instalment = document.debits.get(dueDateOf(line));
      if (instalment) instalment.amount += amount;
      else document.debits.set(dueDateOf(line), { line, amount });
      return;
    }
    document.credit -= amount;
    if (document.creditLine !== undefined) return;
    document.creditLine = line;
    document.creditKind = creditKind;
  }
}

function isOtherEntry(first: LedgerFileLine, line: LedgerFileLine): boolean {
  return line.number !== first.number || line.journal !== first.journal || line.date !== first.date;
}

function isOpen({ account, letter, debit, credit }: LedgerFileLine): boolean {
  return CUSTOMER.test(account) && !(letter !== undefined && LETTERED.test(letter)) && debit !== credit;
}

function customerOf({ auxiliary, account }: LedgerFileLine): string {
  return auxiliary ?? account;
}

function numberOf({ piece, journal, date, line }: LedgerFileLine): string {
  return piece ?? `${journal} ${date} ${line}`;
}

function dueDateOf({ dueDate, pieceDate, date }: LedgerFileLine): string {
  return dueDate ?? pieceDate ?? date;
}

/** What is left of a document: its credits pay the instalments, oldest due first; a rest of them is a receipt. */
function itemsOf({ debits, credit, creditLine, creditKind }: OpenDocument): readonly OpenItem[] {
  let left = credit;
  const items: OpenItem[] = [];
  for (const [, { line, amount }] of [...debits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const paid = left < amount ? left : amount;
    left -= paid;
    if (paid < amount) items.push(itemOf(line, 'invoice', amount, amount - paid));
  }
  // What is over after an invoice is nobody's credit note: it waits on the customer's account.
  if (left > 0n) items.push(itemOf(creditLine!, debits.size > 0 ? 'on-account' : creditKind, -left, -left));
  return items;
}

function itemOf(line: LedgerFileLine, kind: OpenItemKind, total: bigint, open: bigint): OpenItem {
  const id = customerOf(line);
  return {
    number: numberOf(line),
    kind,
    customer: { id, name: line.auxiliaryLabel ?? line.accountLabel ?? id, ibans: [], account: line.account },
    issueDate: parseDay(line.pieceDate ?? line.date),
    dueDate: parseDay(dueDateOf(line)),
    currency: 'EUR',
    total,
    open,
  };
}
