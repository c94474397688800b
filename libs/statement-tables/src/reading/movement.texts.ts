import { AmountError, compact, isIban, type Counterparty } from '@lettrage/domain';
import { partsOfLabel } from './bank-text.js';
import { currencyNamed, readCellAmount } from './cell-amount.js';
import type { Draft, Movement } from './movement.js';
import type { RowCells } from './row-cells.js';
import type { OptionalColumn, TableLayout } from './table-layout.js';

/** References by column; the fillers that mean none are left out. */
const REFERENCES = [
  'endToEndId',
  'mandateId',
  'paymentInformationId',
  'structuredReference',
  'returnReason',
] as const satisfies readonly OptionalColumn[];
type TextColumn = (typeof REFERENCES)[number];
const LETTER = /\p{L}/u;
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
/** By which exports keep a spreadsheet from reading a number. */
const APOSTROPHE = /^'|'$/g;
const NO_REFERENCE = /^(?:NOT ?PROVIDED|NONREF|0+|-+|N\/?A)$/i;

/** Reads what a row says beside day and amount. */
export class MovementTexts {
  private readonly references: readonly (readonly [TextColumn, number])[];
  private readonly hasCounterparty: boolean;

  constructor(
    private readonly layout: TableLayout,
    private readonly cells: RowCells,
  ) {
    const { optional } = layout;
    this.references = REFERENCES.flatMap((name) =>
      optional[name] === undefined ? [] : [[name, optional[name]] as const],
    );
    this.hasCounterparty = [optional.counterpartyName, optional.counterpartyIban, optional.ultimateName].some(
      (column) => column !== undefined,
    );
  }

  /** Fills in label, references, counterparty and the rest. */
  describe(draft: Draft): void {
    const { layout, cells } = this;
    const { optional } = layout;
    const label = this.joined(layout.label);
    if (label !== undefined) draft.label = label;
    if (layout.additional.length > 0) draft.additional = this.joined(layout.additional);
    if (optional.account !== undefined || optional.product !== undefined) draft.account = this.account();
    if (optional.bankReference !== undefined) draft.bankReference = oneLine(cells.text(optional.bankReference));
    if (optional.code !== undefined) draft.code = oneLine(cells.text(optional.code));
    for (const [name, column] of this.references) {
      const text = cells.text(column);
      if (text !== '' && !NO_REFERENCE.test(text)) draft[name] = oneLine(text);
    }
    if (draft.structuredReference !== undefined) draft.structuredReference = plainReference(draft.structuredReference);
    if (layout.original) draft.original = this.original(draft.currency);
    if (this.hasCounterparty) {
      draft.counterparty = this.counterparty();
      this.keepUnused(draft);
    }
    const parts = label === undefined ? undefined : partsOfLabel(label);
    if (!parts) return;
    draft.endToEndId ??= parts.endToEndId;
    draft.mandateId ??= parts.mandateId;
    draft.structuredReference ??= parts.structuredReference;
    if (parts.name !== undefined) draft.counterparty ??= { name: parts.name };
  }

  /** Texts of columns on one line; a text that is part of one before is not repeated. */
  joined(columns: readonly number[]): string | undefined {
    let all: string | undefined;
    for (const column of columns) {
      const text = oneLine(this.cells.text(column));
      if (text === undefined) continue;
      if (all === undefined) all = text;
      else if (!` ${all} `.includes(` ${text} `)) all += ` ${text}`;
    }
    return all;
  }

  /** IBAN or number of the account, and product, where the row names them. */
  account(): string | undefined {
    const { account, product } = this.layout.optional;
    const number = this.cells.text(account);
    const plain = number === '' ? '' : compact(number).replace(APOSTROPHE, '');
    const part = this.cells.text(product);
    return (part === '' ? plain : `${plain} ${part}`.trim()) || undefined;
  }

  private counterparty(): Counterparty | undefined {
    const { cells } = this;
    const { optional } = this.layout;
    const told = oneLine(cells.text(optional.counterpartyName));
    // Some banks write the number of an account where its owner is not known.
    const name = told !== undefined && LETTER.test(told) ? told : undefined;
    const ultimateName = oneLine(cells.text(optional.ultimateName));
    const account = cells.text(optional.counterpartyIban);
    const iban = account === '' ? '' : compact(account);
    const hasIban = iban !== '' && isIban(iban);
    if (name === undefined && !hasIban && ultimateName === undefined) return undefined;
    const bic = cells.text(optional.counterpartyBic);
    return {
      ...(name === undefined ? {} : { name }),
      ...(hasIban ? { iban } : {}),
      ...(bic !== '' && BIC.test(compact(bic)) ? { bic: compact(bic) } : {}),
      ...(ultimateName === undefined || ultimateName === name ? {} : { ultimateName }),
    };
  }

  /** What stands for the other side and is no name, IBAN or BIC is kept with the rest. */
  private keepUnused(draft: Draft): void {
    const { counterpartyName, counterpartyIban, counterpartyBic } = this.layout.optional;
    const { name, iban, bic } = draft.counterparty ?? {};
    for (const [column, used] of [
      [counterpartyName, name],
      [counterpartyIban, iban],
      [counterpartyBic, bic],
    ] as const) {
      const text = used === undefined ? oneLine(this.cells.text(column)) : undefined;
      if (text === undefined || NO_REFERENCE.test(text)) continue;
      draft.additional = draft.additional === undefined ? text : `${draft.additional} ${text}`;
    }
  }

  private original(currency: string): Movement['original'] {
    const { original, numbers } = this.layout;
    const name = this.cells.text(original!.currency);
    const foreign = name === '' ? undefined : currencyNamed(name);
    const text = this.cells.text(original!.amount);
    if (foreign === undefined || foreign === currency || text === '') return undefined;
    try {
      const amount = readCellAmount(text, this.cells.formatOf(original!.amount, numbers)).text.replace(/^-/, '');
      const rate = this.cells.text(original!.rate).replace(',', '.');
      return { amount, currency: foreign, ...(/^\d+(?:\.\d+)?$/.test(rate) ? { rate } : {}) };
    } catch (error) {
      // A remark beside the amount; it is not what moved the account.
      if (error instanceof AmountError) return undefined;
      throw error;
    }
  }
}

/** `+++085/0801/69872+++` and `RF18 5390 0754 7034` in electronic form; any other text as it is. */
function plainReference(text: string): string {
  // Finnish banks: `ref=00000000000000001232`.
  const finnish = /^ref=0*(\d+)$/i.exec(text)?.[1];
  if (finnish !== undefined) return finnish;
  if (/^[+*]{3}\d{3}\/\d{4}\/\d{5}[+*]{3}$/.test(text)) return text.replace(/\D/g, '');
  return /^RF\d{2}[\dA-Z ]+$/i.test(text) || /^[\d ]+$/.test(text) ? compact(text) : text;
}

/** Two blanks, or any blank but the plain one. */
const UNEVEN = / {2}|[\t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** A text (without outer blanks) on one line, blanks collapsed; undefined for none. */
export function oneLine(text: string): string | undefined {
  if (text === '') return undefined;
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() || undefined : text;
}
