import type { Counterparty, Day } from '@lettrage/domain';

/** A row read; `minor` is signed, what leaves the account in all (a fee beside the amount included). */
export interface Movement {
  readonly line: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly bookingDate: Day;
  readonly valueDate?: Day;
  readonly status: 'booked' | 'pending';
  label?: string;
  readonly additional?: string;
  readonly counterparty?: Counterparty;
  readonly bankReference?: string;
  readonly endToEndId?: string;
  readonly mandateId?: string;
  readonly paymentInformationId?: string;
  readonly structuredReference?: string;
  readonly returnReason?: string;
  readonly code?: string;
  readonly original?: { readonly amount: string; readonly currency: string; readonly rate?: string };
  /** IBAN or number, and product. */
  readonly account?: string;
  readonly fee?: bigint;
  readonly balance?: bigint;
}

/** A movement while it is read. */
export type Draft = { -readonly [Key in keyof Movement]: Movement[Key] };

/**
 * A movement of which more may be told. All keys stand in it from the start: an object that grows while it is read takes
 * more time and room, and a file has millions. Made by a constructor, as the engine may move objects of a literal to
 * where they live long.
 */
export class MovementDraft implements Draft {
  valueDate: Day | undefined = undefined;
  label: string | undefined = undefined;
  additional: string | undefined = undefined;
  counterparty: Counterparty | undefined = undefined;
  bankReference: string | undefined = undefined;
  endToEndId: string | undefined = undefined;
  mandateId: string | undefined = undefined;
  paymentInformationId: string | undefined = undefined;
  structuredReference: string | undefined = undefined;
  returnReason: string | undefined = undefined;
  code: string | undefined = undefined;
  original: Movement['original'] = undefined;
  account: string | undefined = undefined;
  fee: bigint | undefined = undefined;
  balance: bigint | undefined = undefined;

  constructor(
    public line: number,
    public minor: bigint,
    public currency: string,
    public bookingDate: Day,
    public status: Movement['status'],
  ) {}
}

/** What a row is: movements, a balance, a caption, nothing of interest, or wrong. */
export type RowResult =
  | { readonly kind: 'movements'; readonly movements: readonly Movement[]; readonly warning?: RowProblem }
  /** A line that states a balance and moves nothing. */
  | {
      readonly kind: 'balance';
      readonly minor: bigint;
      readonly date?: Day;
      readonly line: number;
      readonly account?: string;
    }
  /** More text of the movement before. */
  | { readonly kind: 'continuation'; readonly text: string }
  /** A text between movements: a section's account, a total. */
  | { readonly kind: 'caption' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'problem'; readonly problem: RowProblem };

/** Why a row, or a cell of it, was refused. */
export interface RowProblem {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  /** Column, as a person counts it or by its header. */
  readonly column: string;
}
