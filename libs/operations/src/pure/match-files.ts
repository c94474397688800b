import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Decision, type Problem, type TransactionLine } from '@lettrage/domain';
import { fillOpenItems, readAdvice, readHistory } from '@lettrage/formats';
import {
  judgeRules,
  keysOf,
  matchAll,
  PackedItems,
  publicDecision,
  readMatchConfig,
  type MatchKeys,
} from '@lettrage/reconciliation';
import { problemOf } from '../statements/statement-summary.js';
import { accountWarnings, historyWarnings, itemWarnings, ruleWarnings, type ReadAccount } from './match-warnings.js';
import type { OpenItemsRead } from './read-open-items.js';
import { readStatementFiles, sourceOf } from './read-statement-files.js';

/** Files of `lettrage match` (interfaces: Commands). */
export interface MatchFiles {
  readonly openItems: string;
  readonly statements: readonly string[];
  readonly history?: string;
  readonly advice?: string;
  readonly config?: string;
}

/**
 * Matches bank lines to open items, all from files. A line that stands in two overlapping files is one transaction and
 * is decided once. `apart` are the open items as another thread reads them meanwhile, undefined if it could not.
 *
 * @throws InputError if any file is bad, with every problem named; nothing is decided on half a file
 */
export async function matchFiles(
  host: AdapterHost,
  files: MatchFiles,
  apart?: Promise<OpenItemsRead | undefined>,
): Promise<{ decisions: Decision[]; warnings: Problem[] }> {
  const warnings: Problem[] = [];
  // What is wrong with the open items is said first, whichever is read first.
  const ahead = apart && (await settled(linesAndKeys(host, files.statements)));
  const items = await openItems(files.openItems, await apart, warnings);
  const { lines, keys, accounts, said } = ahead ? ahead() : await linesAndKeys(host, files.statements);
  warnings.push(...said);
  const history = files.history === undefined ? undefined : await records(readHistory, files.history, warnings);
  const advice = files.advice === undefined ? undefined : await records(readAdvice, files.advice, warnings);
  const given = files.config === undefined ? undefined : readMatchConfig(await jsonFile(files.config));
  const config = given && judgeRules(given, history ?? []);
  if (history && files.history !== undefined) warnings.push(...historyWarnings(history, files.history));
  warnings.push(...itemWarnings(items, files.openItems), ...ruleWarnings(config?.rules ?? [], items));
  warnings.push(...accountWarnings(accounts, config?.ownIbans ?? []));
  const decisions = matchAll({
    items,
    lines,
    ...(history ? { history } : {}),
    ...(advice ? { advice } : {}),
    ...(config ? { config } : {}),
    keys: advice ? { lines: [...keys.lines, ...keysOf([], advice).lines] } : keys,
  });
  return { decisions: decisions.map(publicDecision), warnings };
}

/** The open items, read here unless another thread has. */
async function openItems(file: string, read: OpenItemsRead | undefined, warnings: Problem[]): Promise<PackedItems> {
  const items = read ? PackedItems.from(read.items) : new PackedItems();
  const problems = read?.problems ?? (await fillOpenItems(sourceOf(file).chunks, items, { file }));
  refuseErrors(problems, file, warnings);
  return items;
}

/** The bank lines with what the book is asked for, and the warnings about them. */
async function linesAndKeys(
  host: AdapterHost,
  files: readonly string[],
): Promise<{ lines: TransactionLine[]; keys: MatchKeys; accounts: ReadAccount[]; said: Problem[] }> {
  const said: Problem[] = [];
  const accounts: ReadAccount[] = [];
  const lines = await bankLines(host, files, accounts, said);
  return { lines, keys: keysOf(lines), accounts, said };
}

/** What a promise has come to: its value, or what it was rejected with is thrown when it is asked. */
async function settled<T>(work: Promise<T>): Promise<() => T> {
  try {
    const value = await work;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function bankLines(
  host: AdapterHost,
  files: readonly string[],
  accounts: ReadAccount[],
  warnings: Problem[],
): Promise<TransactionLine[]> {
  const byRef = new Map<string, TransactionLine>();
  const errors: Problem[] = [];
  for await (const lines of readStatementFiles(host, files, {}, { errors: 0 })) {
    for (const line of lines) {
      if (line.type === 'problem') (line.severity === 'error' ? errors : warnings).push(problemOf(line));
      else if (line.type === 'statement')
        accounts.push({ iban: line.account?.iban, file: line.source?.file ?? 'the statement' });
      else if (line.type === 'transaction' && !byRef.has(line.ref)) byRef.set(line.ref, line);
    }
  }
  // A line that could not be read may be the payment of an item: what is decided beside it could be wrong.
  if (errors.length > 0)
    throw new InputError(
      'bad-statement',
      `The statement has ${errors.length} errors; nothing was matched. ${errors[0]!.location ?? ''}: ${errors[0]!.message}`,
      errors,
    );
  return [...byRef.values()];
}

async function records<T>(
  read: (
    chunks: AsyncIterable<Uint8Array>,
    options: { file: string },
  ) => Promise<{ readonly records: readonly T[]; readonly problems: readonly Problem[] }>,
  file: string,
  warnings: Problem[],
): Promise<readonly T[]> {
  const found = await read(sourceOf(file).chunks, { file });
  refuseErrors(found.problems, file, warnings);
  return found.records;
}

/** One bad line refuses a file: what is decided beside it could be wrong. */
function refuseErrors(problems: readonly Problem[], file: string, warnings: Problem[]): void {
  const errors = problems.filter((problem) => problem.severity !== 'warning');
  if (errors.length > 0)
    throw new InputError('bad-input', `${file} has ${errors.length} errors; nothing was matched.`, errors);
  warnings.push(...problems);
}

/** Bytes of a configuration at most: one of ten thousand rules is a tenth of it. */
const LARGEST_CONFIG = 16_000_000;

async function jsonFile(path: string): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of sourceOf(path).chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_CONFIG)
      throw new InputError(
        'bad-config',
        `${path} is too large for a configuration: give the JSON file of tolerances and rules`,
      );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError('bad-config', `${path} is not readable JSON: ${(error as Error).message}`);
  }
}
