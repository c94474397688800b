import { grown } from '@lettrage/domain';
import { lowOf } from '../keys/asked-amounts.js';

/** Columns as plain data, which one thread can hand to another. */
export interface NumberParts {
  readonly values: Int32Array<ArrayBuffer>;
  readonly size: number;
}
export interface ValueParts<T extends string> {
  readonly numbers: NumberParts;
  readonly values: readonly T[];
}
export interface AmountParts {
  readonly values: BigInt64Array<ArrayBuffer>;
  readonly large: ReadonlyMap<number, bigint>;
  readonly size: number;
}

/** A column of 32-bit numbers. */
export class NumberColumn {
  private values: Int32Array<ArrayBuffer> = new Int32Array(1 << 8);
  private size = 0;

  static from({ values, size }: NumberParts): NumberColumn {
    const column = new NumberColumn();
    column.values = values;
    column.size = size;
    return column;
  }

  get parts(): NumberParts {
    return { values: this.values, size: this.size };
  }

  add(value: number): void {
    if (this.size === this.values.length) this.values = grown(this.values, this.size + 1);
    this.values[this.size++] = value;
  }

  get(at: number): number {
    return this.values[at]!;
  }
}

/** A column of few different values. */
export class ValueColumn<T extends string> {
  private numbers = new NumberColumn();
  private readonly values: T[] = [];
  private latest = 0;
  private readonly known = new Map<T, number>();

  static from<T extends string>({ numbers, values }: ValueParts<T>): ValueColumn<T> {
    const column = new ValueColumn<T>();
    column.numbers = NumberColumn.from(numbers);
    for (const value of values) column.known.set(value, column.values.push(value) - 1);
    return column;
  }

  get parts(): ValueParts<T> {
    return { numbers: this.numbers.parts, values: this.values };
  }

  add(value: T): void {
    // Neighbours often have the same.
    if (this.values.length > 0 && value === this.values[this.latest]) {
      this.numbers.add(this.latest);
      return;
    }
    let number = this.known.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.known.set(value, number);
    }
    this.latest = number;
    this.numbers.add(number);
  }

  get(at: number): T {
    return this.values[this.numbers.get(at)]!;
  }
}

/** Amounts in minor units; the few beyond 64 bits are kept beside the column. */
export class AmountColumn {
  private values: BigInt64Array<ArrayBuffer> = new BigInt64Array(1 << 8);
  /** The same memory, for reading half an amount without making a bigint of it. */
  private halves = new Int32Array(this.values.buffer);
  private large = new Map<number, bigint>();
  private size = 0;

  static from({ values, large, size }: AmountParts): AmountColumn {
    const column = new AmountColumn();
    column.values = values;
    column.halves = new Int32Array(values.buffer);
    column.large = new Map(large);
    column.size = size;
    return column;
  }

  get parts(): AmountParts {
    return { values: this.values, large: this.large, size: this.size };
  }

  add(value: bigint): void {
    if (this.size === this.values.length) {
      this.values = grown(this.values, this.size + 1);
      this.halves = new Int32Array(this.values.buffer);
    }
    if (BigInt.asIntN(64, value) === value) this.values[this.size] = value;
    else this.large.set(this.size, value);
    this.size += 1;
  }

  /** The same for 31 bits that are not negative. */
  addSmall(value: number): void {
    if (this.size === this.values.length) {
      this.values = grown(this.values, this.size + 1);
      this.halves = new Int32Array(this.values.buffer);
    }
    this.halves[this.size * 2 + LOW] = value;
    this.halves[this.size * 2 + 1 - LOW] = 0;
    this.size += 1;
  }

  get(at: number): bigint {
    return (this.large.size > 0 ? this.large.get(at) : undefined) ?? this.values[at]!;
  }

  isZero(at: number): boolean {
    const { halves } = this;
    return halves[at * 2] === 0 && halves[at * 2 + 1] === 0 && !this.large.has(at);
  }

  low(at: number): number {
    const large = this.large.size > 0 ? this.large.get(at) : undefined;
    return large === undefined ? this.halves[at * 2 + LOW]! : lowOf(large);
  }
}

/** Which half of a 64-bit number comes first is the machine's. */
const LOW = new Int32Array(new BigInt64Array([1n]).buffer)[0] === 1 ? 0 : 1;
