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

/** A movement (04). */
export const MOVEMENT = [
  ...OWNER,
  { name: 'internalOperation', from: 8, to: 11 },
  { name: 'operation', from: 33, to: 34 },
  { name: 'reject', from: 41, to: 42 },
  { name: 'valueDate', from: 43, to: 48 },
  { name: 'label', from: 49, to: 79 },
  { name: 'entryNumber', from: 82, to: 88 },
  { name: 'exempt', from: 89, to: 89 },
  { name: 'unavailable', from: 90, to: 90 },
  { name: 'amount', from: 91, to: 104 },
  { name: 'reference', from: 105, to: 120 },
] as const satisfies readonly FixedField[];

/** What all records say of the account they belong to. */
export type OwnerFields = Record<(typeof OWNER)[number]['name'], string>;
export type BalanceFields = Record<(typeof BALANCE)[number]['name'], string>;
export type MovementFields = Record<(typeof MOVEMENT)[number]['name'], string>;

/** The fields of a 01 or 07. */
export function balanceFields(record: string): BalanceFields {
  return readFixed(record, BALANCE);
}

/** The fields of a 04: those of {@link MOVEMENT}, written out because a file has hundreds of thousands of them. */
export function movementFields(record: string): MovementFields {
  return {
    code: record.slice(0, 2),
    bank: record.slice(2, 7).trim(),
    branch: record.slice(11, 16).trim(),
    currency: record.slice(16, 19).trim(),
    decimals: record.slice(19, 20).trim(),
    account: record.slice(21, 32).trim(),
    date: record.slice(34, 40).trim(),
    internalOperation: record.slice(7, 11).trim(),
    operation: record.slice(32, 34).trim(),
    reject: record.slice(40, 42).trim(),
    valueDate: record.slice(42, 48).trim(),
    label: record.slice(48, 79).trim(),
    entryNumber: record.slice(81, 88).trim(),
    exempt: record.slice(88, 89).trim(),
    unavailable: record.slice(89, 90).trim(),
    amount: record.slice(90, 104).trim(),
    reference: record.slice(104, 120).trim(),
  };
}

/** Bank, branch, account and currency: what must be the same in all records of a statement. */
export function ownerKey(record: string): string {
  return `${record.slice(2, 7)}${record.slice(11, 16)}${record.slice(16, 19)}${record.slice(21, 32)}`.toUpperCase();
}
