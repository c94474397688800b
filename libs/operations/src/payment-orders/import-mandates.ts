import { basename } from 'node:path';
import { fileSource } from '@lettrage/adapter-host';
import { hasErrors, type Problem } from '@lettrage/domain';
import { MandateStore, type KeptMandates } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readMandates } from './read-mandates.js';

/** What an import of mandates did, or, where the file is refused, what is wrong with it. */
export interface MandatesImport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly refused: boolean;
  readonly problems: readonly Problem[];
  readonly report?: { readonly read: number; readonly new: number; readonly changed: number; readonly known: number };
}

/**
 * Imports mandates of customers (CSV) by their reference: new ones are added, known ones brought up to what the file says.
 * Another IBAN is an amendment, which the next collection tells the bank. One bad line refuses the file; what it leaves
 * out stays as it is.
 *
 * @throws InputError where the file cannot be read at all
 */
export async function importMandates(
  context: OperationsContext,
  companyId: string,
  path: string,
  options: { readonly dryRun?: boolean; readonly name?: string } = {},
): Promise<MandatesImport> {
  const file = options.name ?? basename(path);
  const dryRun = options.dryRun ?? false;
  const parts: Uint8Array[] = [];
  for await (const chunk of fileSource(path).chunks) parts.push(chunk);
  const { mandates, problems } = readMandates(Buffer.concat(parts), file);
  if (hasErrors(problems)) return { file, dryRun, refused: true, problems };
  const kept = await keep(context, companyId, mandates, dryRun);
  if (kept.strangers.length > 0) {
    const message = `The customers ${kept.strangers.slice(0, 10).join(', ')} are not known: import them first (lettrage import customers).`;
    return {
      file,
      dryRun,
      refused: true,
      problems: [{ severity: 'error', rule: 'customer', message, location: file }],
    };
  }
  const { strangers: _none, ...report } = kept;
  return { file, dryRun, refused: false, problems, report: { read: mandates.length, ...report } };
}

async function keep(
  context: OperationsContext,
  companyId: string,
  mandates: Parameters<MandateStore['keep']>[0],
  dryRun: boolean,
): Promise<KeptMandates> {
  let kept: KeptMandates | undefined;
  try {
    return await context.database.withCompany(companyId, async (tx) => {
      kept = await new MandateStore(tx).keep(mandates);
      if (dryRun) throw new Preview();
      return kept;
    });
  } catch (error) {
    if (error instanceof Preview) return kept!;
    throw error;
  }
}

/** Ends the transaction of a dry run without a trace. */
class Preview extends Error {}
