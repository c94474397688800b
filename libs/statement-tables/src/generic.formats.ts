import type { AmountFormat } from '@lettrage/formats';

/** A generic reading; where a file does not prove the order of its days or its decimal sign, the user says it. */
export interface GenericFormat {
  readonly id: string;
  readonly title: string;
  readonly dayFirst?: boolean;
  readonly decimal?: AmountFormat['decimal'];
}

const ORDERS = [
  { id: '', title: '' },
  { id: '-dmy', title: ', day before month', dayFirst: true },
  { id: '-mdy', title: ', month before day', dayFirst: false },
] as const;
const DECIMALS = [
  { id: '', title: '' },
  { id: '-comma', title: ', decimal comma', decimal: ',' },
  { id: '-point', title: ', decimal point', decimal: '.' },
] as const;

/** `generic`, `generic-dmy`, `generic-mdy`, each also with `-comma` or `-point`. */
export const GENERIC_FORMATS: readonly GenericFormat[] = ORDERS.flatMap((order) =>
  DECIMALS.map((decimal) => ({
    ...order,
    ...decimal,
    id: `generic${order.id}${decimal.id}`,
    title: `Any bank, by the words of its header${order.title}${decimal.title}`,
  })),
);
