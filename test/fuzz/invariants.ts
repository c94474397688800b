import {
  AdapterHost,
  AdapterRegistry,
  readStatements,
  statementReaders,
  type ReaderCandidate,
} from '@lettrage/adapter-host';
import { InputError, isDay, parseMinor, type StatementLine } from '@lettrage/domain';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import type { Mutant } from './mutations.js';
import { SOUND_AMOUNTS } from './samples.js';

/** Every reader the program comes with, behind the guard of the host: a line of a wrong shape is an error there. */
export async function allReaders(): Promise<readonly ReaderCandidate[]> {
  const builtIn = Object.fromEntries(Object.entries(builtInAdapters).filter(([id]) => id.startsWith('statement-')));
  return statementReaders(new AdapterHost({ registry: new AdapterRegistry({ builtIn }) }));
}

/** Which promise a spoilt file breaks, in words; undefined if all are kept. */
export async function brokenPromise(
  readers: readonly ReaderCandidate[],
  name: string,
  mutant: Mutant,
): Promise<string | undefined> {
  const lines: StatementLine[] = [];
  try {
    const chunks = (async function* () {
      yield mutant.bytes;
    })();
    for await (const some of readStatements({ name, chunks }, readers)) lines.push(...some);
  } catch (error) {
    if (!(error instanceof InputError)) return `throws ${error instanceof Error ? error.stack : String(error)}`;
    return wrongMessage(error.message);
  }
  for (const line of lines) {
    const wrong = wrongLine(line, mutant.amounts);
    if (wrong !== undefined) return wrong;
  }
  return wrongFrame(lines);
}

function wrongLine(line: StatementLine, amounts: Mutant['amounts']): string | undefined {
  if (line.type === 'problem') return line.code === '' ? 'a problem without a code' : wrongMessage(line.message);
  if (line.type !== 'transaction') return undefined;
  if (!isDay(line.bookingDate)) return `a movement on ${line.bookingDate}`;
  parseMinor(line.amount, line.currency);
  const sound =
    amounts === 'any' ||
    SOUND_AMOUNTS.has(line.amount) ||
    (amounts === 'unsigned' && SOUND_AMOUNTS.has(negated(line.amount)));
  return sound ? undefined : `reads ${line.amount}, which is not in the file`;
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function wrongMessage(message: string): string | undefined {
  if (message.trim() === '') return 'an empty message';
  if (/\n\s+at |node_modules|undefined is not|Cannot read prop|\[object /.test(message))
    return `shows its inside: ${message}`;
  return undefined;
}

/** Statements open and close; counts and sums are those of the lines between. */
function wrongFrame(lines: readonly StatementLine[]): string | undefined {
  let open: { count: number; sum: bigint; currency: string } | undefined;
  for (const line of lines) {
    if (line.type === 'statement') {
      if (open) return 'a statement inside a statement';
      open = { count: 0, sum: 0n, currency: line.account.currency ?? 'EUR' };
    } else if (line.type === 'transaction') {
      if (!open) return 'a movement outside of a statement';
      open = { ...open, count: open.count + 1, currency: line.currency };
      if (line.status === 'booked') open.sum += parseMinor(line.amount, line.currency);
    } else if (line.type === 'statement-end') {
      if (!open) return 'an end without a statement';
      if (line.count !== open.count) return `counts ${line.count} movements, gives ${open.count}`;
      if (parseMinor(line.sum, open.currency) !== open.sum) return `sums ${line.sum}`;
      open = undefined;
    }
  }
  return undefined;
}
