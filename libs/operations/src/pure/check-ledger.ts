import { basename } from 'node:path';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { sourceOf } from './read-statement-files.js';

/**
 * The problems of an accounting file, in its order. `result.errors` counts those that are more than warnings.
 *
 * @throws InputError if no adapter checks the format
 */
export async function* checkLedger(
  host: AdapterHost,
  file: string,
  format: string,
  result: { errors: number },
): AsyncGenerator<Problem> {
  const id = await host.registry.idOfFormat(format, 'ledgerChecker');
  if (id === undefined) throw new InputError('unknown-format', `Nothing here checks the format "${format}".`);
  const { members } = await host.open(id);
  const name = file === '-' ? {} : { file: basename(file) };
  for await (const problem of members.ledgerChecker!.check(sourceOf(file).chunks, { format, ...name })) {
    if (problem.severity !== 'warning') result.errors++;
    yield problem;
  }
}
