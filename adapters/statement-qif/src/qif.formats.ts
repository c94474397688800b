import type { FormatDescription } from '@lettrage/adapter-sdk';

/** What a user may say of a file that does not prove it. */
export interface QifChoice extends FormatDescription {
  readonly dayFirst?: boolean;
  readonly decimal?: '.' | ',';
}

/** QIF names neither the order of its days nor its decimal sign: the file proves them, or the user says. */
export const FORMATS: readonly QifChoice[] = [
  { id: 'qif', title: 'QIF (Quicken Interchange Format)' },
  { id: 'qif.dmy', title: 'QIF, day before month', dayFirst: true },
  { id: 'qif.dmy-comma', title: 'QIF, day before month, decimal comma', dayFirst: true, decimal: ',' },
  { id: 'qif.dmy-point', title: 'QIF, day before month, decimal point', dayFirst: true, decimal: '.' },
  { id: 'qif.mdy', title: 'QIF, month before day', dayFirst: false },
  { id: 'qif.mdy-comma', title: 'QIF, month before day, decimal comma', dayFirst: false, decimal: ',' },
  { id: 'qif.mdy-point', title: 'QIF, month before day, decimal point', dayFirst: false, decimal: '.' },
];
