import {
  isCurrency,
  isIban,
  type AccountIdentity,
  type Day,
  type StatementHead,
  type StatementLine,
} from '@lettrage/adapter-sdk';
import { show, xmlDay, type LineReferences } from '@lettrage/formats';
import { written } from './camt.amount.js';
import { balanceOf, closingOf, EntryTotals, openingOf, writtenBalance, type CamtBalance } from './camt.balance.js';
import { CamtProblem, child, find, textAt, type CamtElement } from './camt.element.js';
import { entryAmount, entryStatus, isUndated } from './camt.entry.js';
import { EntryReading, type EntryResult } from './camt.entry-reading.js';
import { defined } from './camt.fields.js';
import { ForeignEntries } from './camt.foreign-entries.js';
import type { AccountHolder } from './camt.party.js';
import { endText, headText, pageOf } from './camt.statement-head.js';

/** What a statement is told by the file around it. */
export interface StatementContext {
  /** `camt.052`, `camt.053` or `camt.054`. */
  readonly message: string;
  /** With its version, as far as the file says it: `camt.053.001.08`. */
  readonly format: string;
  readonly file?: string;
  /** Path of the statement, such as `BkToCstmrStmt/Stmt[1]`. */
  readonly path: string;
  /** `GrpHdr` of the message. */
  readonly header?: CamtElement;
  /** Sums of the earlier pages of statements in this file, by account and statement. */
  readonly pages: Map<string, bigint>;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
}

/** A statement has some fifteen parts besides entries and balances, and a few balances a day; caps against hostile ones. */
const MOST_PARTS = 64;
const MOST_BALANCES = 20_000;

/**
 * One `Stmt`, `Rpt` or `Ntfctn`: takes its children as they close and emits the statement line, which waits for the
 * first entry because the balances come before it, then transactions, then the end. Holds one entry at a time.
 */
export class CamtStatement {
  private readonly head = new Map<string, CamtElement>();
  private readonly balances: CamtBalance[] = [];
  private readonly waiting: CamtProblem[] = [];
  private readonly totals = new EntryTotals();
  /** The statement line is out: the first entry was met. */
  started = false;
  private account: AccountIdentity = {};
  private holder: AccountHolder = {};
  /** Of the account, else of the first entry that names one. */
  private currency: string | undefined;
  private page: StatementHead['page'];
  private reading: EntryReading | undefined;
  private entries = 0;
  private count = 0;
  private sum = 0n;
  private unread = 0;
  private withoutStatus = 0;
  private withoutDay = 0;
  private readonly foreign = new ForeignEntries();
  /** Of the entry in hand, where it is not the account's. */
  private foreignCurrency: string | undefined;
  /** Of an entry that names none: the day the report was made for. */
  private day: Day | undefined;

  constructor(private readonly context: StatementContext) {}

  /** Takes a child of the statement that has just closed. */
  element(element: CamtElement): void {
    if (element.name === 'Ntry') this.entry(element);
    else if (element.name === 'Bal') this.balance(element);
    // Of what should stand once, the first counts.
    else if (!this.head.has(element.name) && this.head.size < MOST_PARTS) this.head.set(element.name, element);
  }

  /** Takes a `TxDtls` of the entry being read, with the `NtryDtls` around it. */
  detail(entry: CamtElement, detail: CamtElement, block: CamtElement | undefined): void {
    this.readingOf(entry).detail(detail, child(block, 'Btch'));
  }

  /** Ends the statement; `complete` is false where the file is cut short. */
  end(complete: boolean): void {
    if (!this.started && !complete) return;
    this.start(undefined);
    const opening = openingOf(this.balances, this.entries > 0);
    const closing = closingOf(this.balances);
    const known = opening !== undefined && closing !== undefined && this.context.message !== 'camt.054';
    if (complete) this.checkTotals(this.currency);
    if (this.withoutStatus > 0) {
      this.problem(
        'warning',
        'no-status',
        `${this.withoutStatus} entries name no status; in a statement they are taken as booked`,
        'Ntry/Sts',
      );
    }
    if (this.withoutDay > 0) {
      const text = `${this.withoutDay} entries name no day; they are read as of ${this.day}, the day of the statement`;
      this.problem('warning', 'no-date', text, 'Ntry/BookgDt');
    }
    const foreign = this.foreign.problem(this.currency ?? '');
    if (foreign) this.emitProblem(foreign, 'warning');
    if (complete && this.context.message === 'camt.053') this.checkBalances(opening, closing);
    const balanced = known && this.unread === 0 && opening.minor + this.sum === closing.minor;
    const paged = this.page !== undefined && !balanced;
    if (complete && known && !balanced && !(paged && this.pagesAgree(opening, closing))) {
      const text = `opening ${written(opening.minor, opening.currency)} and the booked movements ${this.writtenSum()} do not make the closing balance ${written(closing.minor, closing.currency)}`;
      this.problem('warning', 'not-balanced', text);
    }
    this.context.emit(
      defined<StatementLine>({
        type: 'statement-end',
        closing: this.context.message === 'camt.054' ? undefined : writtenBalance(closing),
        count: this.count,
        sum: this.writtenSum(),
        balanced: known && complete && !paged ? balanced : undefined,
        additional: endText(this.head),
      }),
    );
  }

  /**
   * Some banks repeat the balances of the whole statement on every page: these hold for all pages together. True until
   * the last page proves otherwise.
   */
  private pagesAgree(opening: CamtBalance, closing: CamtBalance): boolean {
    const key = `${this.account.iban ?? this.account.number ?? ''} ${this.text('Id') ?? ''}`;
    const sum = (this.context.pages.get(key) ?? 0n) + this.sum;
    this.context.pages.set(key, sum);
    return this.page?.last === false || opening.minor + sum === closing.minor;
  }

  private balance(element: CamtElement): void {
    if (this.balances.length + this.waiting.length > MOST_BALANCES) {
      const text = `the statement has more than ${MOST_BALANCES} balances; this is no statement of a bank`;
      throw new CamtProblem('too-large', text, element.line, 'Bal');
    }
    try {
      const balance = balanceOf(element);
      const own = textAt(this.head.get('Acct'), 'Ccy') ?? this.balances[0]?.currency ?? balance.currency;
      if (balance.currency !== own) {
        const text = `a balance in ${balance.currency} of an account in ${own}; it proves nothing and is left out`;
        throw new CamtProblem('currency-differs', text, element.line, 'Bal/Amt/@Ccy');
      }
      this.balances.push(balance);
    } catch (error) {
      if (!(error instanceof CamtProblem)) throw error;
      if (this.started) this.emitProblem(error, balanceSeverity(error));
      else this.waiting.push(error);
    }
  }

  private entry(element: CamtElement): void {
    const result = this.readingOf(element).end();
    if (this.foreignCurrency !== undefined) {
      this.foreign.add(this.foreignCurrency, element.line, `Ntry[${this.entries + 1}]/Amt/@Ccy`);
      this.foreignCurrency = undefined;
    }
    if (result === 'read' && entryStatus(element) === undefined) this.withoutStatus++;
    if (result === 'read' && this.day !== undefined && isUndated(element)) this.withoutDay++;
    this.reading = undefined;
    this.entries++;
    if (result === 'unread') this.unread++;
    // The file's totals stand before its entries; without them there is nothing to hold the count against.
    if (this.head.has('TxsSummry')) this.addToTotals(element);
  }

  private addToTotals(entry: CamtElement): void {
    try {
      this.totals.add(entryAmount(entry, this.currency), this.currency);
    } catch (error) {
      if (!(error instanceof CamtProblem)) throw error;
    }
  }

  /** The reading of the open entry; the statement line goes out before its first. */
  private readingOf(entry: CamtElement): EntryReading {
    if (this.reading) return this.reading;
    this.start(entry);
    this.reading = new EntryReading(entry, {
      usual: {
        currency: this.currency,
        status: this.context.message === 'camt.053' ? 'BOOK' : undefined,
        day: this.day,
      },
      transaction: {
        account: this.account.iban ?? this.account.number ?? '',
        holder: this.holder,
        references: this.context.references,
        path: `${this.context.path}/Ntry[${this.entries + 1}]`,
      },
      take: (result) => this.take(result),
    });
    return this.reading;
  }

  private take(result: EntryResult): void {
    if (result.kind === 'problem') {
      this.emitProblem(result.problem, result.severity);
      return;
    }
    this.count++;
    this.currency ??= result.line.currency;
    if (result.line.currency !== this.currency) this.foreignCurrency = result.line.currency;
    else if (result.line.status === 'booked') this.sum += result.minor;
    this.context.emit(result.line);
  }

  /** Emits the statement line once; `entry` is the first entry, if there is one. */
  private start(entry: CamtElement | undefined): void {
    if (this.started) return;
    this.started = true;
    this.account = this.identity(entry);
    this.currency = this.account.currency;
    this.holder = {
      iban: this.account.iban,
      number: this.account.number,
      name: textAt(this.head.get('Acct'), 'Ownr', 'Nm'),
    };
    this.page = pageOf(this.head, this.context.header);
    const period = this.head.get('FrToDt');
    const to = xmlDay(textAt(period, 'ToDtTm') ?? textAt(period, 'ToDt') ?? '');
    // What is announced during the day may have no day of its own yet; what is booked has one.
    if (this.context.message !== 'camt.053')
      this.day = to ?? xmlDay(this.text('CreDtTm') ?? textAt(this.context.header, 'CreDtTm') ?? '');
    const opening = openingOf(this.balances, entry !== undefined);
    this.context.emit(
      defined<StatementLine>({
        type: 'statement',
        id: this.text('Id'),
        sequence: this.text('ElctrncSeqNb') ?? this.text('LglSeqNb'),
        account: this.account,
        from: xmlDay(textAt(period, 'FrDtTm') ?? textAt(period, 'FrDt') ?? ''),
        to,
        opening: this.context.message === 'camt.054' ? undefined : writtenBalance(opening),
        messageId: textAt(this.context.header, 'MsgId'),
        page: this.page,
        additional: headText(this.head, this.context.header, this.balances, entry !== undefined),
        source: defined({ format: this.context.format, file: this.context.file }),
      }),
    );
    for (const problem of this.waiting) this.emitProblem(problem, balanceSeverity(problem));
    this.checkAccount();
  }

  private identity(entry: CamtElement | undefined): AccountIdentity {
    const account = this.head.get('Acct');
    const other = textAt(account, 'Id', 'Othr', 'Id')?.replace(/\s/g, '').toUpperCase();
    // Some banks give the IBAN as a number of their own kind.
    const written = textAt(account, 'Id', 'IBAN') ?? (other !== undefined && isIban(other) ? other : undefined);
    const iban = written?.replace(/\s/g, '').toUpperCase();
    const institution = find(account, 'Svcr', 'FinInstnId');
    return defined<AccountIdentity>({
      iban,
      number:
        iban === undefined
          ? (textAt(account, 'Id', 'Othr', 'Id') ??
            textAt(account, 'Id', 'PrtryAcct', 'Id') ??
            textAt(account, 'Id', 'BBAN'))
          : undefined,
      currency: [textAt(account, 'Ccy'), this.balances[0]?.currency, find(entry, 'Amt')?.currency?.trim()].find(
        isKnown,
      ),
      bic: textAt(institution, 'BICFI') ?? textAt(institution, 'BIC'),
    });
  }

  private checkAccount(): void {
    const currency = textAt(this.head.get('Acct'), 'Ccy');
    if (currency !== undefined && !isCurrency(currency)) {
      this.problem(
        'error',
        'bad-currency',
        `"${show(currency)}" is not a currency (expected an ISO 4217 code)`,
        'Acct/Ccy',
      );
    }
    const { iban, number } = this.account;
    if (iban === undefined && number === undefined)
      this.problem('warning', 'no-account', 'the statement names no account', 'Acct/Id');
    else if (iban !== undefined && !isIban(iban)) {
      this.problem(
        'warning',
        'bad-iban',
        `the account's IBAN ${iban.slice(0, 34)} has wrong check digits or length`,
        'Acct/Id/IBAN',
      );
    }
  }

  private checkTotals(currency: string | undefined): void {
    const summary = this.head.get('TxsSummry');
    if (!summary || currency === undefined || this.unread > 0) return;
    for (const text of this.totals.differences(summary, currency))
      this.problem('warning', 'totals-differ', text, 'TxsSummry', summary.line);
  }

  private checkBalances(opening: CamtBalance | undefined, closing: CamtBalance | undefined): void {
    const missing = [opening ? '' : 'opening (OPBD)', closing ? '' : 'closing (CLBD)'].filter(Boolean).join(' and ');
    if (missing)
      this.problem(
        'warning',
        'no-balance',
        `the statement has no ${missing} balance, so its sum cannot be proven`,
        'Bal',
      );
  }

  private writtenSum(): string {
    return this.currency === undefined ? '0' : written(this.sum, this.currency);
  }

  private text(name: string): string | undefined {
    return this.head.get(name)?.text.trim() || undefined;
  }

  private problem(severity: 'error' | 'warning', code: string, message: string, path?: string, line?: number): void {
    this.emitProblem(new CamtProblem(code, message, line ?? this.head.get('Acct')?.line ?? 1, path ?? ''), severity);
  }

  private emitProblem(problem: CamtProblem, severity: 'error' | 'warning' = 'error'): void {
    const path =
      problem.path.startsWith(this.context.path) || problem.path === ''
        ? problem.path || this.context.path
        : `${this.context.path}/${problem.path}`;
    this.context.emit({
      type: 'problem',
      severity,
      code: problem.code,
      message: `${this.context.file ? `${this.context.file}, ` : ''}line ${problem.line}: ${problem.message}`,
      origin: { line: problem.line, path },
    });
  }
}

/** A balance that cannot be read may hide a gap; one in another currency is only of no use. */
function balanceSeverity({ code }: CamtProblem): 'error' | 'warning' {
  return code === 'currency-differs' ? 'warning' : 'error';
}

function isKnown(currency: string | undefined): currency is string {
  return currency !== undefined && isCurrency(currency);
}
