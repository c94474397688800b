import { isAdapterError, type Adapter, type JournalEntry, type LedgerLoss } from '@lettrage/adapter-sdk';
import { parseMinor } from '@lettrage/domain';
import { parseJournalEntry } from '@lettrage/ledger';

/** A file that was written, or why it was not. */
export type Written = { readonly bytes: Buffer; readonly losses: readonly LedgerLoss[] } | { readonly refusal: string };

/** Writes entries in a format, as `lettrage ledger write` does after reading them. Throws what is no refusal. */
export async function writtenLedger(
  adapter: Adapter,
  format: string,
  entries: readonly JournalEntry[],
  options: Readonly<Record<string, string>> = {},
): Promise<Written> {
  const { ledgerExporter } = await adapter.create({}, undefined as never);
  let losses: readonly LedgerLoss[] = [];
  const parts: Uint8Array[] = [];
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    for (const [i, entry] of entries.entries()) yield parseJournalEntry(JSON.stringify(entry), i + 1);
  };
  try {
    const report = (told: readonly LedgerLoss[]): void => {
      losses = told;
    };
    for await (const part of ledgerExporter!.write(stream(), { format, options, report })) parts.push(part);
  } catch (error) {
    if (isAdapterError(error) && error.kind === 'rejected') return { refusal: error.message };
    if (error instanceof Error && error.name === 'InputError') return { refusal: error.message };
    throw error;
  }
  return { bytes: Buffer.concat(parts), losses };
}

/** What the manifest says of a format's bytes (`describe`). */
export interface DescribedFormat {
  readonly kind: string;
  readonly sep?: string;
  readonly decimal: string;
  readonly cents?: boolean;
  readonly amount?: readonly [number, number];
  readonly flag?: number;
  readonly sign?: number;
  readonly paired?: object;
  readonly lengths?: Readonly<Record<string, number>>;
  readonly enc: 'single' | 'utf-8';
  readonly eol: 'CRLF' | 'LF';
  readonly header?: number;
  readonly quote?: string;
}

/** Debit and credit a record, minor units, a negative amount on its other side; read by the description alone. */
export function sidesDescribed(bytes: Buffer, described: DescribedFormat): string[] {
  const { eol, header = 0, lengths, enc } = described;
  const text = enc === 'utf-8' ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : bytes.toString('latin1');
  const end = eol === 'CRLF' ? '\r\n' : '\n';
  if (text !== '' && !text.endsWith(end)) throw new Error('the last record has no end');
  const sides: string[] = [];
  for (const line of text.split(end).slice(header, -1)) {
    if (/[\0-\x08\x0a-\x1f]/.test(line)) throw new Error(`a control character in ${JSON.stringify(line)}`);
    if (lengths !== undefined) {
      const wanted = lengths['record'] ?? lengths[line[0]!];
      if (line.length !== wanted) throw new Error(`${line.length} bytes instead of ${wanted}: ${JSON.stringify(line)}`);
      if (lengths['record'] === undefined && line[0] !== 'M') continue;
    }
    const side = sideOf(line, described);
    if (side !== undefined) sides.push(side);
  }
  return sides;
}

function sideOf(line: string, described: DescribedFormat): string | undefined {
  const { kind, amount, flag, sign } = described;
  if (amount === undefined) return undefined;
  if (kind === 'fixed') {
    const minor = minorOf(line.slice(amount[0] - 1, amount[1]), described);
    return directed(line[flag! - 1]!, sign !== undefined && line[sign - 1] === '-' ? -minor : minor);
  }
  const cells = cellsOf(line, described);
  if (cells[0] === 'C' && described.lengths === undefined && cells.length > 40) return undefined;
  const at = (place: number): bigint => minorOf(cells[place - 1]!, described);
  if (flag !== undefined) return directed(cells[flag - 1]!, at(amount[0]));
  if (amount[0] === amount[1]) return at(amount[0]) > 0n ? `${at(amount[0])} 0` : `0 ${-at(amount[0])}`;
  return `${at(amount[0])} ${at(amount[1])}`;
}

function directed(flag: string, minor: bigint): string {
  if (!/^[DCSH]$/.test(flag)) throw new Error(`the flag is "${flag}"`);
  return flag === 'D' || flag === 'S' ? `${minor} 0` : `0 ${minor}`;
}

function minorOf(text: string, { decimal, cents }: DescribedFormat): bigint {
  const plain = text.trim();
  if (plain === '') return 0n;
  if (cents) return BigInt(plain);
  if (decimal === ',' && plain.includes('.')) throw new Error(`"${plain}" has a point`);
  return parseMinor(plain.replace(decimal, '.'), 'EUR');
}

function cellsOf(line: string, { sep = ';', quote }: DescribedFormat): string[] {
  if (quote === undefined) return line.split(sep);
  const cells: string[] = [];
  for (let rest = line; ;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const end = quoted ? quoted[0].length : rest.indexOf(sep) === -1 ? rest.length : rest.indexOf(sep);
    cells.push(quoted ? quoted[1]!.replaceAll('""', '"') : rest.slice(0, end));
    if (end >= rest.length) return cells;
    rest = rest.slice(end + sep.length);
  }
}

/** Debit and credit of every line of entries, a negative amount on its other side. */
export function sidesOfEntries(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ lines }) =>
    lines.map((line) => {
      const balance = parseMinor(line.debit, 'EUR') - parseMinor(line.credit, 'EUR');
      return balance > 0n ? `${balance} 0` : `0 ${-balance}`;
    }),
  );
}
