import { AdapterError, formatMinor, isDay } from '@lettrage/adapter-sdk';
import { fecColumns } from './fec-columns.js';
import type { FecLine } from './fec-line.js';
import type { FecOptions } from './fec-options.js';

const DAY_COLUMNS = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate', 'DateRglt'] as const;

/**
 * Reads again what was just written, from its bytes and by the text of law alone: the charset, fields of every line,
 * days, amounts, and that debits and credits are those of the entries. A file that does not read back is not handed
 * over: what is thrown ends the export.
 */
export class FecProof {
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readonly width: number;
  private readonly days: readonly number[];
  private readonly amountAt: number;
  private readonly knownDays = new Set<string>(['']);
  private readonly expected = { lines: 0, debit: 0n, credit: 0n };
  private readonly read = { lines: 0, debit: 0n, credit: 0n };
  private rest = '';
  private isHeaderRead = false;

  constructor(private readonly options: FecOptions) {
    const columns = fecColumns(options.amounts, options.variant);
    this.decoder = new TextDecoder(options.encoding, { fatal: true, ignoreBOM: true });
    this.width = columns.length;
    this.days = DAY_COLUMNS.map((name) => columns.indexOf(name)).filter((at) => at !== -1);
    this.amountAt = columns.indexOf(options.amounts === 'debit-credit' ? 'Debit' : 'Montant');
  }

  /** Notes lines that are about to be written. */
  expect(lines: readonly FecLine[]): void {
    const { expected } = this;
    expected.lines += lines.length;
    for (const { amounts } of lines) {
      expected.debit += amounts.debit;
      expected.credit += amounts.credit;
    }
  }

  /** Reads bytes as they leave and gives them back. Throws `AdapterError('malformed')`. */
  check(bytes: Uint8Array): Uint8Array {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split('\r\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.line(line);
    return bytes;
  }

  /** Compares what was read with what was to be written. Throws `AdapterError('malformed')`. */
  end(): void {
    const { expected, read } = this;
    if (this.rest !== '') this.fail('its last line has no end');
    if (read.lines !== expected.lines) this.fail(`it has ${read.lines} lines, the entries ${expected.lines}`);
    for (const side of ['debit', 'credit'] as const) {
      if (read[side] === expected[side]) continue;
      const [is, ought] = [formatMinor(read[side], 'EUR'), formatMinor(expected[side], 'EUR')];
      this.fail(`its ${side}s add up to ${is}, those of the entries to ${ought}`);
    }
  }

  private line(line: string): void {
    const fields = line.split(this.options.separator);
    if (fields.length !== this.width) this.fail(`a line has ${fields.length} fields instead of ${this.width}: ${line}`);
    if (!this.isHeaderRead) {
      this.isHeaderRead = true;
      return;
    }
    this.read.lines++;
    for (const at of this.days) this.day(fields[at]!);
    const first = this.amount(fields[this.amountAt]!);
    const second = fields[this.amountAt + 1]!;
    if (this.options.amounts === 'debit-credit') {
      this.read.debit += first;
      this.read.credit += this.amount(second);
    } else if (second === 'D' || second === '+1') this.read.debit += first;
    else if (second === 'C' || second === '-1') this.read.credit += first;
    else this.fail(`Sens is "${second}"`);
  }

  private day(text: string): void {
    if (this.knownDays.has(text)) return;
    const isSound = text.length === 8 && isDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    if (!isSound) this.fail(`"${text}" is not a day`);
    this.knownDays.add(text);
  }

  private amount(text: string): bigint {
    if (text === '0,00') return 0n;
    if (!/^-?\d+,\d\d$/.test(text)) this.fail(`"${text}" is not an amount`);
    return BigInt(text.slice(0, -3) + text.slice(-2));
  }

  private fail(message: string): never {
    throw new AdapterError(
      'malformed',
      `The file that was written does not read back: ${message}. Nothing was handed over; report it.`,
    );
  }
}
