import { formatMinor, type JournalEntry, type JournalLine } from '@lettrage/adapter-sdk';
import { element, idOf, saftText } from './saft.xml.js';

interface Account {
  readonly label: string;
  balance: bigint;
}

interface Party extends Account {
  readonly account: string;
}

/** The master files of a SAF-T: accounts, customers and suppliers of the entries, with what moved on each. */
export class SaftMasters {
  private readonly accounts = new Map<string, Account>();
  private readonly customers = new Map<string, Party>();
  private readonly suppliers = new Map<string, Party>();

  /** Takes one line; `signed` is debit less credit in cents. Throws `AdapterError('rejected')` on a code too long. */
  add(entry: JournalEntry, line: JournalLine, signed: bigint): void {
    const { account, accountLabel, auxiliary, auxiliaryLabel } = line;
    const known = this.accounts.get(account);
    if (known) known.balance += signed;
    else this.accounts.set(idOf(entry, 'account', account, 70), { label: accountLabel, balance: signed });
    if (auxiliary === undefined) return;
    const parties = this.partiesOf(account);
    const party = parties.get(auxiliary);
    if (party) party.balance += signed;
    else {
      idOf(entry, 'auxiliary', auxiliary, 35);
      parties.set(auxiliary, { label: auxiliaryLabel ?? auxiliary, account, balance: signed });
    }
  }

  /** The element that names the line's customer or supplier; blank where it has none. */
  partyElement({ account, auxiliary }: JournalLine): string {
    if (auxiliary === undefined) return '';
    return element(account.startsWith('40') ? 'SupplierID' : 'CustomerID', saftText(auxiliary, 35));
  }

  /** `MasterFiles`; accounts come in the order of their numbers. */
  xml(): string {
    if (this.accounts.size === 0) return '';
    const accounts = [...this.accounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(accountElement);
    return (
      `<MasterFiles>\n<GeneralLedgerAccounts>\n${accounts.join('')}</GeneralLedgerAccounts>\n` +
      `${partyElements('Customer', this.customers)}${partyElements('Supplier', this.suppliers)}</MasterFiles>\n`
    );
  }

  private partiesOf(account: string): Map<string, Party> {
    return account.startsWith('40') ? this.suppliers : this.customers;
  }
}

function accountElement([id, { label, balance }]: readonly [string, Account]): string {
  return (
    `<Account>${element('AccountID', saftText(id, 70))}${element('AccountDescription', saftText(label, 256))}` +
    `${element('GroupingCategory', 'PCG')}${element('GroupingCode', id.slice(0, 3))}${element('AccountType', 'GL')}` +
    `${balances(balance)}</Account>\n`
  );
}

function partyElements(name: 'Customer' | 'Supplier', parties: ReadonlyMap<string, Party>): string {
  if (parties.size === 0) return '';
  const all = [...parties]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([id, { label, account, balance }]) =>
        `<${name}>${element('Name', saftText(label, 256))}${element(`${name}ID`, saftText(id, 35))}` +
        `<BalanceAccount>${element('AccountID', saftText(account, 70))}${balances(balance)}</BalanceAccount></${name}>\n`,
    );
  return `<${name}s>\n${all.join('')}</${name}s>\n`;
}

/** The file holds movements; what was there before its first entry is not known and stands as 0. */
function balances(balance: bigint): string {
  const side = balance < 0n ? 'ClosingCreditBalance' : 'ClosingDebitBalance';
  return element('OpeningDebitBalance', '0.00') + element(side, formatMinor(balance < 0n ? -balance : balance, 'EUR'));
}
