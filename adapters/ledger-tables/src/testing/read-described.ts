import { parseMinor, formatMinor } from '@lettrage/adapter-sdk';

/** What the manifest says of a format. */
export interface Described {
  readonly kind: 'fixed' | 'delimited';
  readonly sep?: string;
  readonly decimal: string;
  readonly cents?: boolean;
  readonly amount: readonly [number, number];
  readonly flag?: number;
  readonly side?: number;
  readonly lengths?: Readonly<Record<string, number>>;
  readonly enc: 'single' | 'utf-8';
  readonly charset: string;
  readonly eol: 'CRLF' | 'LF';
  readonly header?: number;
  readonly quote?: string;
  readonly columns: Readonly<Record<string, number | readonly [number, number]>>;
}

/** A record as a program reads it that knows nothing but the description. */
export interface DescribedRecord {
  readonly debit: bigint;
  readonly credit: bigint;
  readonly columns: Readonly<Record<string, string>>;
}

/** Reads a file by its description alone. Throws where the file is not as it is described. */
export function readDescribed(bytes: Buffer, described: Described): DescribedRecord[] {
  const { eol, header = 0, kind, lengths, charset } = described;
  const text = new TextDecoder(charset, { fatal: charset === 'utf-8' }).decode(bytes, { stream: true });
  const end = eol === 'CRLF' ? '\r\n' : '\n';
  if (text !== '' && !text.endsWith(end)) throw new Error('the last record has no end');
  const lines = text.split(end).slice(0, -1);
  return lines.slice(header).flatMap((line) => {
    if (/[\r\n]/.test(line)) throw new Error(`a line break inside "${line}"`);
    const length = lengths?.['record'] ?? lengths?.[line[0]!];
    if (lengths !== undefined && line.length !== length) throw new Error(`${line.length} bytes instead of ${length}`);
    if (lengths !== undefined && lengths['record'] === undefined && line[0] !== 'M') return [];
    const cells = kind === 'fixed' ? undefined : cellsOf(line, described);
    if (cells?.[0] === 'C') return [];
    if (cells && cells.length !== Object.keys(described.columns).length) throw new Error(`${cells.length} cells`);
    return [recordOf(line, cells, described)];
  });
}

function recordOf(line: string, cells: readonly string[] | undefined, described: Described): DescribedRecord {
  const at = (place: number | readonly [number, number]): string =>
    typeof place === 'number'
      ? cells
        ? cells[place - 1]!
        : line.slice(place - 1, place)
      : line.slice(place[0] - 1, place[1]);
  const columns = Object.fromEntries(
    Object.entries(described.columns).map(([name, place]) => [name, at(place).trim()]),
  );
  const { amount, flag, kind } = described;
  const [first, second] = amount;
  const amountAt = (place: number): bigint => minorOf(at(place), described);
  if (flag === undefined && first !== second && kind === 'delimited') {
    return { debit: amountAt(first), credit: amountAt(second), columns };
  }
  const minor = kind === 'fixed' ? minorOf(at(amount), described) : amountAt(first);
  if (flag === undefined) return { debit: minor > 0n ? minor : 0n, credit: minor < 0n ? -minor : 0n, columns };
  const side = at(flag);
  if (!/^[DCSH]$/.test(side)) throw new Error(`the flag is "${side}"`);
  return side === 'D' || side === 'S' ? { debit: minor, credit: 0n, columns } : { debit: 0n, credit: minor, columns };
}

function minorOf(text: string, { decimal, cents }: Described): bigint {
  const plain = text.trim();
  if (plain === '') return 0n;
  if (cents) return parseMinor(formatMinor(BigInt(plain), 'EUR'), 'EUR');
  if (decimal === ',' && plain.includes('.')) throw new Error(`"${plain}" has a point`);
  return parseMinor(plain.replace(decimal, '.'), 'EUR');
}

function cellsOf(line: string, { sep = ';', quote }: Described): string[] {
  if (quote === undefined) return line.split(sep);
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const end = quoted ? quoted[0].length : rest.indexOf(sep) === -1 ? rest.length : rest.indexOf(sep);
    cells.push(quoted ? quoted[1]!.replaceAll('""', '"') : rest.slice(0, end));
    if (end >= rest.length) return cells;
    if (!rest.startsWith(sep, end)) throw new Error(`text after a quote: ${rest}`);
    rest = rest.slice(end + sep.length);
  }
}
