import { find, textAt, textOf, type CamtElement, type LabelledElement } from './camt.element.js';
import type { PartySides } from './camt.party.js';

/**
 * What the bank tells and no field of a statement line holds: nothing known is thrown away, it goes to `additional` as
 * `Name value`. Postal addresses and contacts are left out: they say nothing of a payment and are personal data.
 */
export class AdditionalText {
  private readonly parts: string[] = [];

  /** Adds a value under a label; fillers and empty values are left out. */
  add(value: string | undefined, label = ''): void {
    if (value === undefined || value === FILLER) return;
    this.parts.push(label === '' ? value : `${label} ${value}`);
  }

  /** Adds every child of an entry or a detail that `taken` does not name; `taken` is what other fields hold of it. */
  addRest(element: CamtElement, taken: Taken): void {
    if (element.rest === undefined) addRestTo((element.rest = []), element, taken, '');
    for (const each of element.rest) this.addText(each);
  }

  /** The parts so far, or undefined if there are none. */
  toString(): string {
    const text = this.parts.join('; ');
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
  }

  get empty(): boolean {
    return this.parts.length === 0;
  }

  /** Adds an element with all below it. */
  addLeaves(element: CamtElement, label: string): void {
    const leaves: LabelledElement[] = [];
    addLeavesTo(leaves, element, label);
    for (const each of leaves) this.addText(each);
  }

  private addText({ element, label }: LabelledElement): void {
    const text = textOf(element);
    this.add(text !== undefined && element.currency !== undefined ? `${text} ${element.currency}` : text, label);
  }
}

function addRestTo(rest: LabelledElement[], element: CamtElement, taken: Taken, label: string): void {
  for (let each = element.first; each !== undefined; each = each.next) {
    const held = taken.get(each.name);
    if (held === ALL) continue;
    const below = GROUPS.has(each.name) ? label : labelled(label, each.name);
    if (held === undefined) addLeavesTo(rest, each, below === '' ? each.name : below);
    else addRestTo(rest, each, held, below);
  }
}

function addLeavesTo(leaves: LabelledElement[], element: CamtElement, label: string): void {
  if (element.first === undefined) leaves.push({ element, label });
  for (let each = element.first; each !== undefined; each = each.next) {
    // A label reads `Purp SALA`, not `Purp/Cd SALA`: what only says how a value is chosen is left out.
    if (!PERSONAL.has(each.name)) addLeavesTo(leaves, each, labelled(label, each.name));
  }
}

function labelled(label: string, name: string): string {
  if (label === '') return name;
  return CHOICES.has(name) ? label : `${label}/${name}`;
}

const FILLER = 'NOTPROVIDED';
/** An entry that says more than this is no statement's; the cap keeps a hostile one from filling the memory. */
const LONGEST = 10_000;
const CHOICES = new Set([
  'Cd',
  'Prtry',
  'CdOrPrtry',
  'Id',
  'Othr',
  'OrgId',
  'PrvtId',
  'Pty',
  'Agt',
  'FinInstnId',
  'Dt',
]);
/** Elements that only hold others together; their names say nothing. */
const GROUPS = new Set(['Refs', 'RltdPties', 'RltdAgts', 'RmtInf', 'Strd', 'AmtDtls', 'RtrInf', 'NtryDtls']);
/** Besides persons, whole card numbers; a masked one stays. */
const PERSONAL = new Set(['PstlAdr', 'CtctDtls', 'CtryOfRes', 'DtAndPlcOfBirth', 'PlainCardData']);

/** What other fields of the line hold, by name: all below the name, or a part of it. */
type Taken = ReadonlyMap<string, Taken | typeof ALL>;
const ALL = 'all';
interface TakenNames {
  readonly [name: string]: TakenNames | typeof ALL;
}

function taken(names: TakenNames): Taken {
  return new Map(Object.entries(names).map(([name, held]) => [name, held === ALL ? ALL : taken(held)] as const));
}

const NAME: TakenNames = { Nm: ALL, Pty: { Nm: ALL, PstlAdr: ALL }, Agt: ALL, PstlAdr: ALL };
const ACCOUNT: TakenNames = { Id: { IBAN: ALL, Othr: ALL }, Nm: ALL, Ccy: ALL, Tp: ALL };
const AGENT: TakenNames = { FinInstnId: { BIC: ALL, BICFI: ALL, Nm: ALL, PstlAdr: ALL } };
const AMOUNT: TakenNames = { Amt: ALL, CcyXchg: { XchgRate: ALL, SrcCcy: ALL, TrgtCcy: ALL, UnitCcy: ALL } };
const AMOUNTS: TakenNames = { InstdAmt: AMOUNT, TxAmt: AMOUNT, CntrValAmt: AMOUNT };
const CODE: TakenNames = { Domn: ALL, Prtry: { Cd: ALL } };

const ENTRY = taken({
  ...{ Amt: ALL, CdtDbtInd: ALL, RvslInd: ALL, Sts: ALL, BookgDt: ALL, ValDt: ALL, AcctSvcrRef: ALL, NtryRef: ALL },
  ...{ AddtlNtryInf: ALL, Chrgs: ALL, Avlbty: ALL, NtryDtls: ALL, Btch: ALL, TxDtls: ALL },
  ...{ BkTxCd: CODE, AmtDtls: AMOUNTS },
});

const DETAIL = taken({
  ...{ Amt: ALL, CdtDbtInd: ALL, AddtlTxInf: ALL, Avlbty: ALL, Chrgs: ALL, BkTxCd: CODE, AmtDtls: AMOUNTS },
  Refs: { AcctSvcrRef: ALL, EndToEndId: ALL, MndtId: ALL, PmtInfId: ALL },
  RltdPties: {
    ...{ Dbtr: NAME, Cdtr: NAME, DbtrAcct: ACCOUNT, CdtrAcct: ACCOUNT, UltmtDbtr: NAME, UltmtCdtr: NAME },
  },
  RltdAgts: { DbtrAgt: AGENT, CdtrAgt: AGENT },
  RmtInf: { Ustrd: ALL, Strd: { AddtlRmtInf: ALL, CdtrRefInf: { Ref: ALL }, RfrdDocInf: ALL } },
  RtrInf: { Rsn: ALL, AddtlInf: ALL, OrgnlBkTxCd: ALL },
});

/** What an entry says besides its fields; `whole` if no detail tells of the batch. */
export function addEntry(
  additional: AdditionalText,
  entry: CamtElement,
  batch: CamtElement | undefined,
  whole: boolean,
): void {
  if (batch !== undefined) additional.add(textAt(batch, 'MsgId'), 'MsgId');
  if (batch !== undefined && whole) additional.add(textAt(batch, 'NbOfTxs'), 'NbOfTxs');
  additional.addRest(entry, ENTRY);
}

/** What a detail says besides its fields. */
export function addDetail(additional: AdditionalText, detail: CamtElement, sides: PartySides): void {
  additional.addRest(detail, DETAIL);
  addOriginalCode(additional, detail);
  for (const [label, value] of sides.rest) additional.add(value, label);
  addDocuments(additional, find(detail, 'RmtInf'));
}

function addOriginalCode(additional: AdditionalText, detail: CamtElement): void {
  const code = find(detail, 'RtrInf', 'OrgnlBkTxCd');
  if (code === undefined) return;
  const domain = find(code, 'Domn');
  const parts = [textAt(domain, 'Cd'), textAt(domain, 'Fmly', 'Cd'), textAt(domain, 'Fmly', 'SubFmlyCd')];
  const written = [...parts, textAt(code, 'Prtry', 'Cd')].filter((part) => part !== undefined).join('/');
  additional.add(written === '' ? undefined : written, 'OrgnlBkTxCd');
}

/** Kind, day and amount of the documents the payer names; their numbers are in the remittance. */
function addDocuments(additional: AdditionalText, remittance: CamtElement | undefined): void {
  for (let strd = remittance?.first; strd !== undefined; strd = strd.next) {
    for (let each = strd.first; each !== undefined; each = each.next) {
      if (each.name !== 'RfrdDocInf') continue;
      const kind = textAt(each, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(each, 'Tp', 'CdOrPrtry', 'Prtry');
      const told = [kind, textAt(each, 'RltdDt') ?? textAt(each, 'RltdDt', 'Dt')].filter((part) => part !== undefined);
      if (told.length > 0) additional.add([textAt(each, 'Nb') ?? '', ...told].join(' ').trim(), 'RfrdDocInf');
    }
  }
}
