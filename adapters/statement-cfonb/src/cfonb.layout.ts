import { readFixed, type FixedField } from '@lettrage/formats';

const OWNER = [
  { name: 'code', from: 1, to: 2 },
  { name: 'bank', from: 3, to: 7 },
  { name: 'branch', from: 12, to: 16 },
  { name: 'currency', from: 17, to: 19 },
  { name: 'decimals', from: 20, to: 20 },
  { name: 'account', from: 22, to: 32 },
  { name: 'date', from: 35, to: 40 },
] as const satisfies readonly FixedField[];

/** Old balance (01) and new balance (07). */
export const BALANCE = [...OWNER, { name: 'amount', from: 91, to: 104 }] as const satisfies readonly FixedField[];

/** What all records say of the account they belong to. */
export type OwnerFields = Record<(typeof OWNER)[number]['name'], string>;
export type BalanceFields = Record<(typeof BALANCE)[number]['name'], string>;

/** The fields of a 01 or 07. */
export function balanceFields(record: string): BalanceFields {
  return readFixed(record, BALANCE);
}

/** What a movement (04) says beside its account. */
export interface MovementFields {
  readonly internalOperation: string;
  readonly decimals: string;
  readonly operation: string;
  readonly date: string;
  readonly reject: string;
  readonly valueDate: string;
  readonly label: string;
  readonly entryNumber: string;
  readonly exempt: string;
  readonly unavailable: string;
  readonly amount: string;
  readonly reference: string;
}

/** The fields of a 04. Written out, and trimmed where there is something to trim: a file has millions of them. */
export function movementFields(record: string): MovementFields {
  return {
    internalOperation: cut(record, 7, 11),
    decimals: cut(record, 19, 20),
    operation: cut(record, 32, 34),
    date: cut(record, 34, 40),
    reject: cut(record, 40, 42),
    valueDate: cut(record, 42, 48),
    label: cut(record, 48, 79),
    entryNumber: cut(record, 81, 88),
    exempt: cut(record, 88, 89),
    unavailable: cut(record, 89, 90),
    amount: cut(record, 90, 104),
    reference: cut(record, 104, 120),
  };
}

const [BLANK, DELETE] = [32, 127];

/** The text from `from` (counted from 0) up to `to`, outer blanks removed. */
export function cut(record: string, from: number, to: number): string {
  const text = record.slice(from, to);
  const last = record.charCodeAt(to - 1);
  return isSign(record.charCodeAt(from)) && isSign(last) ? text : text.trim();
}

function isSign(code: number): boolean {
  return code > BLANK && code < DELETE;
}

/** Bank, branch, account and currency: what must be the same in all records of a statement. */
export function ownerKey(record: string): string {
  return `${record.slice(2, 7)}${record.slice(11, 16)}${record.slice(16, 19)}${record.slice(21, 32)}`.toUpperCase();
}

/** The same of the record last seen, to know it again without making a text of every record. */
export class Owner {
  private readonly bank: string;
  private readonly branch: string;
  private readonly account: string;

  constructor(record: string) {
    this.bank = record.slice(2, 7);
    this.branch = record.slice(11, 19);
    this.account = record.slice(21, 32);
  }

  /** True if the record has the very same signs there; one that differs in its letters' case alone is not seen. */
  isSame(record: string): boolean {
    return record.startsWith(this.account, 21) && record.startsWith(this.branch, 11) && record.startsWith(this.bank, 2);
  }
}
