/** A field of a fixed-width record. Positions from 1, both included, as format descriptions print them. */
export interface FixedField<Name extends string = string> {
  readonly name: Name;
  readonly from: number;
  readonly to: number;
  readonly align?: 'left' | 'right';
  /** Filling character; default blank. */
  readonly pad?: string;
}

/** Cuts a record into its fields, outer blanks removed; a field past the end of the record is `''`. */
export function readFixed<Name extends string>(
  record: string,
  fields: readonly FixedField<Name>[],
): Record<Name, string> {
  const values = {} as Record<Name, string>;
  for (const field of fields) values[field.name] = record.slice(field.from - 1, field.to).trim();
  return values;
}

/** A value longer than its field: nothing is cut in silence. */
export class FixedWidthError extends Error {
  override readonly name = 'FixedWidthError';

  constructor(
    readonly field: string,
    readonly value: string,
    readonly width: number,
  ) {
    super(`field ${field} holds ${width} characters; "${value}" has ${value.length}`);
  }
}

/** Writes a record of `length` characters; fields not given stay blank. Throws {@link FixedWidthError}. */
export function writeFixed<Name extends string>(
  values: Readonly<Partial<Record<Name, string>>>,
  fields: readonly FixedField<Name>[],
  length: number,
): string {
  let record = ' '.repeat(length);
  for (const field of fields) {
    const width = field.to - field.from + 1;
    const value = values[field.name] ?? '';
    if (value.length > width) throw new FixedWidthError(field.name, value, width);
    const pad = field.pad ?? ' ';
    const filled = field.align === 'right' ? value.padStart(width, pad) : value.padEnd(width, pad);
    record = record.slice(0, field.from - 1) + filled + record.slice(field.to);
  }
  return record;
}
