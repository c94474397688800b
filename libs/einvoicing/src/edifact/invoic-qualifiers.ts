import type { Invoice } from '../model/index.js';

type TextKey = {
  [K in keyof Invoice]-?: NonNullable<Invoice[K]> extends string ? K : never;
}[keyof Invoice];

/** References of the whole invoice: the term, the qualifier (1153) written, and others that are read. */
export const HEADER_REFERENCES: readonly {
  readonly key: TextKey;
  readonly qualifier: string;
  readonly alsoRead?: readonly string[];
}[] = [
  { key: 'purchaseOrderReference', qualifier: 'ON', alsoRead: ['CO'] },
  { key: 'salesOrderReference', qualifier: 'VN' },
  { key: 'despatchAdviceReference', qualifier: 'DQ', alsoRead: ['AAK', 'AAJ'] },
  { key: 'receivingAdviceReference', qualifier: 'ALO' },
  { key: 'contractReference', qualifier: 'CT' },
  { key: 'projectReference', qualifier: 'AEP' },
  { key: 'buyerReference', qualifier: 'CR' },
  { key: 'buyerAccountingReference', qualifier: 'ADE' },
];

/** BT-83. */
export const PAYMENT_REFERENCE = 'PQ';
/** BT-25: written IV, read too as previous invoice. */
export const PRECEDING_INVOICE = ['IV', 'OI'] as const;
/** BT-18: the schemes of the French reform, which are qualifiers of the same list. */
export const OBJECT_SCHEMES = ['AFL', 'AVV'] as const;

/** MOA qualifiers (5025). */
export const AMOUNTS = {
  lineNet: ['203', '66'],
  sumOfLines: ['79'],
  withoutVat: ['389', '125'],
  vat: ['176', '124'],
  withVat: ['388', '77', '39', '86'],
  paid: ['113'],
  rounding: ['165'],
  due: ['9'],
  allowances: ['260'],
  charges: ['259'],
  netOfAllowancesAndCharges: ['131'],
  taxable: ['125'],
  tax: ['124', '176'],
  allowance: ['204', '8'],
  charge: ['23', '8'],
  basis: ['25'],
} as const;

/** A directory with its EANCOM subset: what differs between the two when writing. */
export interface InvoicProfile {
  readonly release: string;
  readonly association: string;
  /** Kind of an item number (7143) that is a GTIN. */
  readonly itemNumber: string;
  /** Characters of one part of a note and of an item description. */
  readonly noteLength: number;
  readonly itemLength: number;
  /** D.01B has totals of allowances and of charges, D.96A only their net sum. */
  readonly splitTotals: boolean;
}

/** The directories that are written, as `--profile` names them. */
export type InvoicProfileId = 'd96a' | 'd01b';

export const INVOIC_PROFILES: Readonly<Record<InvoicProfileId, InvoicProfile>> = {
  d96a: {
    release: 'D:96A',
    association: 'EAN008',
    itemNumber: 'EN',
    noteLength: 70,
    itemLength: 35,
    splitTotals: false,
  },
  d01b: {
    release: 'D:01B',
    association: 'EAN010',
    itemNumber: 'SRV',
    noteLength: 512,
    itemLength: 256,
    splitTotals: true,
  },
};

/** Subject (4451) of the note that holds the seller's legal form and capital (BT-33). */
export const LEGAL_NOTE = 'REG';
