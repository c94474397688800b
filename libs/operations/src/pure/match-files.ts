import { readFile } from 'node:fs/promises';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, hasErrors, type Decision, type OpenItem, type Problem, type TransactionLine } from '@lettrage/domain';
import { readAdvice, readHistory, readOpenItems } from '@lettrage/formats';
import { matchAll, publicDecision, readMatchConfig } from '@lettrage/reconciliation';
import { problemOf } from '../statements/statement-summary.js';
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
 * is decided once.
 *
 * @throws InputError if any file is bad, with every problem named; nothing is decided on half a file
 */
export async function matchFiles(host: AdapterHost, files: MatchFiles): Promise<{ decisions: Decision[]; warnings: Problem[] }> {
  const warnings: Problem[] = [];
  const items = await collect(readOpenItems(sourceOf(files.openItems).chunks, { file: files.openItems }), 'item', files.openItems, warnings);
  const lines = await bankLines(host, files.statements, warnings);
  const history = files.history === undefined ? undefined : await collect(readHistory(sourceOf(files.history).chunks, { file: files.history }), 'history', files.history, warnings);
  const advice = files.advice === undefined ? undefined : await collect(readAdvice(sourceOf(files.advice).chunks, { file: files.advice }), 'advice', files.advice, warnings);
  const config = files.config === undefined ? undefined : readMatchConfig(await jsonFile(files.config));
  const decisions = matchAll({ items: items as OpenItem[], lines, ...(history ? { history } : {}), ...(advice ? { advice } : {}), ...(config ? { config } : {}) });
  return { decisions: decisions.map(publicDecision), warnings };
}

async function bankLines(host: AdapterHost, files: readonly string[], warnings: Problem[]): Promise<TransactionLine[]> {
  const byRef = new Map<string, TransactionLine>();
  const errors: Problem[] = [];
  for await (const line of readStatementFiles(host, files, {}, { errors: 0 })) {
    if (line.type === 'problem') (line.severity === 'error' ? errors : warnings).push(problemOf(line));
    else if (line.type === 'transaction' && !byRef.has(line.ref)) byRef.set(line.ref, line);
  }
  // A line that could not be read may be the payment of an item: what is decided beside it could be wrong.
  if (errors.length > 0) throw new InputError('bad-statement', `The statement has ${errors.length} errors; nothing was matched. ${errors[0]!.location ?? ''}: ${errors[0]!.message}`, errors);
  return [...byRef.values()];
}

async function collect<Key extends string, T>(
  records: AsyncIterable<{ readonly problem: Problem } | { readonly [K in Key]: T }>,
  key: Key,
  file: string,
  warnings: Problem[],
): Promise<T[]> {
  const values: T[] = [];
  const problems: Problem[] = [];
  for await (const record of records) {
    if ('problem' in record) problems.push(record.problem);
    else values.push(record[key]);
  }
  if (hasErrors(problems)) {
    const errors = problems.filter((problem) => problem.severity !== 'warning');
    throw new InputError('bad-input', `${file} has ${errors.length} errors; nothing was matched.`, errors);
  }
  warnings.push(...problems);
  return values;
}

async function jsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new InputError('bad-config', `${path} is not readable JSON: ${(error as Error).message}`);
  }
}
