import { ibanCheckDigits, type TransactionLine } from '@lettrage/domain';
import type { Benchmark } from './generate.js';
import type { Channel } from './scenario.js';
import { camt053 } from './writers/camt053.js';
import { cfonb31 } from './writers/cfonb31.js';
import { csv62 } from './writers/csv62.js';
import { openItemsCsv } from './writers/open-items.js';

/** One statement file with the lines it must give back when it is read, in order. */
export interface StatementFile {
  readonly name: string;
  readonly text: string;
  readonly lines: readonly TransactionLine[];
}

/** A benchmark as files of the public interface. History names bank lines as its own statement files give them. */
export interface BenchmarkFiles {
  readonly openItems: string;
  readonly statements: readonly StatementFile[];
  readonly pastStatements: readonly StatementFile[];
  readonly advice: string;
  readonly truth: string;
}

/** Opening balance of every account in cents: high enough that no bank would show a debit balance. */
const OPENING = 100_000_000n;
const BBAN = '30004008230001012870184';
const IBAN = `FR${ibanCheckDigits('FR', BBAN)}${BBAN}`;

/** Writes a benchmark as files. Pure: texts come back, nothing is stored. */
export function filesOf(benchmark: Benchmark): BenchmarkFiles {
  const { items, lines, history, advice, truth } = benchmark;
  const past = history.map(({ transaction }) => transaction);
  const ndjson = (list: readonly unknown[]): string => list.map((one) => `${JSON.stringify(one, plain)}\n`).join('');
  return {
    openItems: openItemsCsv(items),
    statements: statementsOf(lines, benchmark.channels),
    pastStatements: statementsOf(past, benchmark.channels),
    advice: ndjson(advice),
    truth: ndjson(truth),
  };
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function statementsOf(lines: readonly TransactionLine[], channels: ReadonlyMap<string, Channel>): StatementFile[] {
  const by = (channel: Channel): TransactionLine[] => lines.filter(({ ref }) => channels.get(ref) === channel);
  const [structured, long, short] = [by('structured'), by('label-62'), by('label-31')];
  const files = [
    { name: 'camt053.xml', text: camt053(structured, { iban: IBAN, opening: OPENING }), lines: structured },
    { name: 'label62.csv', text: csv62(long, OPENING), lines: long },
    { name: 'label31.cfonb', text: cfonb31(short, OPENING), lines: short },
  ];
  return files.filter(({ lines: own }) => own.length > 0);
}
