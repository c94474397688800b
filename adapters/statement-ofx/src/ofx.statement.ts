import {
  formatMinor,
  isCurrency,
  type AccountIdentity,
  type DatedAmount,
  type StatementLine,
} from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import type { OfxToken } from './ofx.tokens.js';
import { transactionLine, type OfxTransaction } from './ofx.transaction.js';
import { accountOf, dayOf, minorOf, OfxProblem } from './ofx.values.js';

/** What the statements of one file share. */
export interface OfxContext {
  readonly file?: string;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly problem: (severity: 'error' | 'warning', code: string, message: string, line: number, path?: string) => void;
}

/** Aggregates inside a transaction and the part of it that their leaves fill. */
const PARTS: ReadonlyMap<string, 'payee' | 'to' | 'currency' | 'original'> = new Map([
  ['PAYEE', 'payee'],
  ['BANKACCTTO', 'to'],
  ['CCACCTTO', 'to'],
  ['CURRENCY', 'currency'],
  ['ORIGCURRENCY', 'original'],
] as const);
/** Most transactions have no aggregate inside; they share one part that stays empty. */
const NOTHING: ReadonlyMap<string, string> = new Map();
const ACCOUNTS = new Set(['BANKACCTFROM', 'CCACCTFROM']);
const BALANCES = new Set(['LEDGERBAL', 'AVAILBAL']);

/** One `STMTRS` or `CCSTMTRS`. Holds one transaction at a time. */
export class OfxStatement {
  private readonly own = new Map<string, string>();
  private readonly accountFields = new Map<string, string>();
  private readonly ledger = new Map<string, string>();
  private readonly unused = new Map<string, string>();
  private transaction: { -readonly [Key in keyof OfxTransaction]: OfxTransaction[Key] } | undefined;
  /** Where the leaves go. */
  private scope: Map<string, string> = this.own;
  private account: AccountIdentity = {};
  private currency: string | undefined;
  private started = false;
  private count = 0;
  private sum = 0n;
  private foreign = false;

  constructor(
    private readonly line: number,
    private readonly context: OfxContext,
  ) {}

  /** Takes a tag of the statement. */
  take(token: OfxToken): void {
    const { name, close, text } = token;
    if (text !== '' && !close) {
      // Nearly every tag is a leaf.
      if (!this.scope.has(name)) this.scope.set(name, text);
      return;
    }
    const isTransaction = name === 'STMTTRN' || name === 'STMTTRNP';
    if (isTransaction || name.startsWith('BANKTRANLIST')) {
      this.flush();
      this.scope = this.own;
      if (isTransaction && !close) this.open(name === 'STMTTRNP', token.line);
    } else if (text === '' && this.transaction && PARTS.has(name)) {
      this.scope = close ? this.transaction.own : partOf(this.transaction, PARTS.get(name)!);
    } else if (ACCOUNTS.has(name)) this.scope = close ? this.own : this.accountFields;
    else if (BALANCES.has(name)) {
      this.flush();
      this.scope = close ? this.own : name === 'LEDGERBAL' ? this.ledger : this.unused;
    } else if (!close && text !== '' && !this.scope.has(name)) this.scope.set(name, text);
  }

  /** Drops the transaction in hand: the file ends within it. */
  drop(): void {
    this.transaction = undefined;
  }

  /** Ends the statement. */
  end(): void {
    this.flush();
    this.start();
    const closing = this.closing();
    this.context.emit({
      type: 'statement-end',
      ...(closing ? { closing } : {}),
      count: this.count,
      sum: this.currency === undefined ? '0' : formatMinor(this.sum, this.currency),
    });
  }

  private open(pending: boolean, line: number): void {
    this.start();
    const own = new Map<string, string>();
    this.transaction = { line, pending, own, payee: NOTHING, to: NOTHING, currency: NOTHING, original: NOTHING };
    this.scope = own;
  }

  private flush(): void {
    const { transaction } = this;
    if (!transaction) return;
    this.transaction = undefined;
    this.guarded(transaction.line, () => this.emit(transaction));
  }

  private emit(transaction: OfxTransaction): void {
    const owner = this.account.iban ?? this.account.number ?? '';
    const { line, minor } = transactionLine(transaction, owner, this.currency, this.context.references);
    this.count++;
    if (line.currency !== this.currency) this.tellForeign(transaction.line, line.currency);
    else if (line.status === 'booked') this.sum += minor;
    this.context.emit(line);
    const corrects = transaction.own.get('CORRECTFITID');
    if (corrects === undefined) return;
    const text = `the movement says that it corrects ${show(corrects)} (${show(transaction.own.get('CORRECTACTION') ?? '')}); the one before is not taken back`;
    this.context.problem('warning', 'correction', text, transaction.line, 'STMTTRN/CORRECTFITID');
  }

  /** Told once a statement. */
  private tellForeign(line: number, currency: string): void {
    if (this.foreign) return;
    this.foreign = true;
    const text = `the amount is in ${currency}, not in the account's ${this.currency ?? ''}; it and others like it are read in their own currency, and the sum leaves them out`;
    this.context.problem('warning', 'foreign-amount', text, line, 'STMTTRN/CURRENCY');
  }

  /** Emits the statement line once. */
  private start(): void {
    if (this.started) return;
    this.started = true;
    const currency = this.own.get('CURDEF')?.toUpperCase();
    this.currency = currency !== undefined && isCurrency(currency) ? currency : undefined;
    this.account = accountOf(this.accountFields, this.currency);
    const [from, to] = [dayOf(this.own.get('DTSTART')), dayOf(this.own.get('DTEND'))];
    const { file } = this.context;
    this.context.emit({
      type: 'statement',
      account: this.account,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      source: { format: 'ofx', ...(file === undefined ? {} : { file }) },
    });
    if (this.currency === undefined && currency !== undefined)
      this.context.problem(
        'error',
        'bad-currency',
        `"${show(currency)}" is not a currency (expected an ISO 4217 code)`,
        this.line,
        'CURDEF',
      );
    if (this.account.iban === undefined && this.account.number === undefined)
      this.context.problem('warning', 'no-account', 'the statement names no account', this.line, 'ACCTID');
  }

  private closing(): DatedAmount | undefined {
    const { currency } = this;
    const amount = this.ledger.get('BALAMT');
    if (currency === undefined || amount === undefined) return undefined;
    let closing: DatedAmount | undefined;
    this.guarded(this.line, () => {
      const date = dayOf(this.ledger.get('DTASOF'));
      const written = formatMinor(minorOf(amount, currency, 'LEDGERBAL/BALAMT'), currency);
      closing = { amount: written, ...(date === undefined ? {} : { date }) };
    });
    return closing;
  }

  private guarded(line: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof OfxProblem)) throw error;
      this.context.problem('error', error.code, error.message, line, error.path);
    }
  }
}

function partOf(
  transaction: { -readonly [Key in keyof OfxTransaction]: OfxTransaction[Key] },
  name: 'payee' | 'to' | 'currency' | 'original',
): Map<string, string> {
  const part = new Map(transaction[name]);
  transaction[name] = part;
  return part;
}
