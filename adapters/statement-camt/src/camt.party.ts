import { isIban, type Counterparty } from '@lettrage/adapter-sdk';
import { child, find, textAt, type CamtElement } from './camt.element.js';

/** Whose account the statement is about, as far as counterparties are concerned. */
export interface AccountHolder {
  readonly iban?: string;
  /** Where it has no IBAN. */
  readonly number?: string;
  readonly name?: string;
}

/** The other side of a movement, and what is known of both sides that is no part of it: `[label, value]`. */
export interface PartySides {
  readonly counterparty?: Counterparty;
  readonly rest: readonly (readonly [string, string])[];
}

type Role = 'Dbtr' | 'Cdtr';
type Rest = (readonly [string, string])[];

const NO_SIDES: PartySides = { rest: [] };

/**
 * The other side: the debtor of a credit, the creditor of a debit. A returned payment keeps the roles of the original,
 * so a side that is the account itself is passed over for the other; the account's own IBAN is never given.
 */
export function partySides(
  detail: CamtElement | undefined,
  { credit, reversal }: { readonly credit: boolean; readonly reversal: boolean },
  holder: AccountHolder,
): PartySides {
  const parties = child(detail, 'RltdPties');
  const agents = child(detail, 'RltdAgts');
  if (parties === undefined && agents === undefined) return NO_SIDES;
  const rest: Rest = [];
  let role: Role = credit ? 'Dbtr' : 'Cdtr';
  let counterparty = sideOf(parties, agents, role);
  // Nothing told of the payer does not make the payee one, unless the payment came back.
  const cameBack = reversal || child(detail, 'RtrInf') !== undefined;
  const opposite: Role = credit ? 'Cdtr' : 'Dbtr';
  if (
    counterparty === undefined
      ? cameBack
      : isHolder(parties, role, counterparty, holder, cameBack) ||
        (cameBack && counterparty.iban === undefined && hasOtherAccount(parties, opposite, holder))
  ) {
    role = opposite;
    counterparty = sideOf(parties, agents, role);
    if (counterparty !== undefined && isHolder(parties, role, counterparty, holder, cameBack)) counterparty = undefined;
  }
  if (counterparty !== undefined) addAccountNumber(rest, parties, agents, role, counterparty);
  addOwnSide(rest, parties, role === 'Dbtr' ? 'Cdtr' : 'Dbtr', holder);
  return { counterparty, rest };
}

function sideOf(
  parties: CamtElement | undefined,
  agents: CamtElement | undefined,
  role: Role,
): Counterparty | undefined {
  const account = child(parties, role === 'Dbtr' ? 'DbtrAcct' : 'CdtrAcct');
  const agent = find(agents, role === 'Dbtr' ? 'DbtrAgt' : 'CdtrAgt', 'FinInstnId');
  const name = partyName(child(parties, role)) ?? textAt(account, 'Nm');
  const iban = ibanOf(account);
  // A bank that is itself the party has its identifier there, from version 08.
  const bic = textAt(agent, 'BICFI') ?? textAt(agent, 'BIC') ?? textAt(parties, role, 'Agt', 'FinInstnId', 'BICFI');
  const ultimateName = partyName(child(parties, role === 'Dbtr' ? 'UltmtDbtr' : 'UltmtCdtr'));
  const side: { -readonly [Key in keyof Counterparty]: Counterparty[Key] } = {};
  if (name !== undefined) side.name = name;
  if (iban !== undefined) side.iban = iban;
  if (bic !== undefined) side.bic = bic;
  if (ultimateName !== undefined) side.ultimateName = ultimateName;
  return (name ?? iban ?? bic ?? ultimateName) ? side : undefined;
}

/** Versions to 07 hold the name directly, later ones under `Pty` or, for a bank, under `Agt`. */
function partyName(party: CamtElement | undefined): string | undefined {
  if (party === undefined) return undefined;
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
}

const BLANK = /\s/g;
const PLAIN_IBAN = /^[A-Z0-9]+$/;

/** The IBAN of an account; some banks give one as a number of their own kind. */
function ibanOf(account: CamtElement | undefined): string | undefined {
  if (account === undefined) return undefined;
  const written = textAt(account, 'Id', 'IBAN');
  if (written !== undefined) return PLAIN_IBAN.test(written) ? written : written.replace(BLANK, '').toUpperCase();
  const other = textAt(account, 'Id', 'Othr', 'Id')?.replace(BLANK, '');
  return other !== undefined && isIban(other) ? other : undefined;
}

/** True if a side has an account that is not the holder's: what came back came from there, whoever else is named. */
function hasOtherAccount(parties: CamtElement | undefined, role: Role, holder: AccountHolder): boolean {
  const iban = ibanOf(child(parties, role === 'Dbtr' ? 'DbtrAcct' : 'CdtrAcct'));
  return iban !== undefined && iban !== holder.iban;
}

/**
 * True for the account itself: by its number, else by a name that stands alone. A side of which only the bank or who
 * stands behind it is told is the other one, unless the payment came back with its roles as they were.
 */
function isHolder(
  parties: CamtElement | undefined,
  role: Role,
  side: Counterparty,
  holder: AccountHolder,
  cameBack: boolean,
): boolean {
  if (side.iban !== undefined) return side.iban === holder.iban;
  const number = textAt(parties, `${role}Acct`, 'Id', 'Othr', 'Id');
  if (number !== undefined && isNumberOf(number, holder)) return true;
  if (side.name === undefined) return cameBack;
  return sameName(side.name, holder.name) && side.bic === undefined;
}

/** A number of the bank's own kind ends the IBAN it was made into. */
function isNumberOf(number: string, { iban, number: own }: AccountHolder): boolean {
  return number === own || (number.length >= SHORTEST_NUMBER && iban?.endsWith(number) === true);
}

const SHORTEST_NUMBER = 8;

/** Banks write one name in capitals here and with small letters there. */
function sameName(a: string, b: string | undefined): boolean {
  return a === b || (b !== undefined && a.replace(BLANK, '').toUpperCase() === b.replace(BLANK, '').toUpperCase());
}

/** An account number that is no IBAN, and the bank's name where it gives no identifier. */
function addAccountNumber(
  rest: Rest,
  parties: CamtElement | undefined,
  agents: CamtElement | undefined,
  role: Role,
  side: Counterparty,
): void {
  const number = textAt(parties, `${role}Acct`, 'Id', 'Othr', 'Id');
  if (number !== undefined && side.iban === undefined) rest.push([`${role}Acct`, number]);
  const bank = side.bic === undefined ? textAt(agents, `${role}Agt`, 'FinInstnId', 'Nm') : undefined;
  if (bank !== undefined) rest.push([`${role}Agt`, bank]);
}

/**
 * Our own side is known, but for two things: the account number the payer used where it is another than the account's
 * (a virtual IBAN tells who pays), and on whose behalf we received or paid.
 */
function addOwnSide(rest: Rest, parties: CamtElement | undefined, role: Role, holder: AccountHolder): void {
  if (parties === undefined) return;
  const account = child(parties, role === 'Dbtr' ? 'DbtrAcct' : 'CdtrAcct');
  const number = ibanOf(account) ?? textAt(account, 'Id', 'Othr', 'Id');
  if (number !== undefined && number !== holder.iban && !isNumberOf(number, holder)) rest.push([`${role}Acct`, number]);
  const ultimate = partyName(child(parties, role === 'Dbtr' ? 'UltmtDbtr' : 'UltmtCdtr'));
  if (ultimate !== undefined && !sameName(ultimate, holder.name)) rest.push([`Ultmt${role}`, ultimate]);
}
