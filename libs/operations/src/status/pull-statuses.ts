import type { StatusDocument, StatusSource } from '@lettrage/adapter-sdk';
import { hasErrors, InputError, type Problem } from '@lettrage/domain';
import { readCdar, type Invoice } from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';
import { SourceStore, TaskStore, type Connection } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import type { PulledFile } from '../sync/pull-statements.js';
import { receiveStatus } from './receive-status.js';
import { recordEinvoice } from './record-einvoice.js';

/**
 * Takes in what a platform has for the company: messages of the other side, and the invoices we sent, whose acceptance is
 * their deposit. The cursor is stored after each page; a killed process reads the page again, and what it stored is known
 * by message and number. A document that cannot be read is said once, as a task, and holds up no other.
 */
export async function pullStatuses(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  source: StatusSource,
  onProgress?: Progress,
): Promise<PulledFile[]> {
  const pulled: PulledFile[] = [];
  let cursor = connection.sourceCursor;
  for (;;) {
    const page = await source.poll(cursor);
    for (const document of page.documents) {
      pulled.push(await takeIn(context, companyId, connection, document));
      onProgress?.({ what: `reading ${connection.name}`, done: pulled.length, total: 0, unit: 'documents' });
    }
    const from = cursor;
    const isOurs = await context.database.withCompany(companyId, async (tx) => {
      const store = new SourceStore(tx);
      if (!(await store.lockCursor(connection.id, from))) return false;
      await store.saveCursor(connection.id, page.cursor);
      return true;
    });
    // Another run reads this connection at the moment: it has the rest.
    if (!isOurs || !page.more) return pulled;
    cursor = page.cursor;
  }
}

async function takeIn(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  document: StatusDocument,
): Promise<PulledFile> {
  const taken =
    document.kind === 'status'
      ? await takeMessage(context, companyId, document)
      : await takeInvoice(context, companyId, document);
  const errors = taken.problems.filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0)
    await context.database.withCompany(companyId, (tx) =>
      new TaskStore(tx).add({
        kind: 'invoice-status',
        onceKey: `${connection.id} ${document.id}`,
        message: `${connection.name}: ${document.name} was not taken in whole: ${errors[0]!.message}`,
        data: { connection: connection.id, document: document.id },
      }),
    );
  return { name: document.name, statements: 0, inbox: 0, ...taken };
}

type Taken = Pick<PulledFile, 'stored' | 'known' | 'refused' | 'problems'>;

async function takeMessage(context: OperationsContext, companyId: string, { bytes }: StatusDocument): Promise<Taken> {
  const { message, problems: found } = readCdar(decodeText(bytes, { xml: true }).text);
  // What a message lacks besides takes nothing from what it says: the sender's platform has let it pass.
  const problems = found.map((one): Problem => (one.rule === 'cdar-schema' ? { ...one, severity: 'warning' } : one));
  if (!message || hasErrors(problems)) return { stored: 0, known: 0, refused: 1, problems };
  const results = await receiveStatus(context, companyId, message);
  const stored = results.filter((result) => result.stored).length;
  // What may not follow is stored and asked about; it is no fault of the document.
  return { stored, known: results.length - stored, refused: 0, problems };
}

async function takeInvoice(context: OperationsContext, companyId: string, document: StatusDocument): Promise<Taken> {
  const { invoice, problems } = await readDocument(context, document);
  if (!invoice) return { stored: 0, known: 0, refused: 1, problems };
  try {
    await recordEinvoice(context, companyId, { invoice, deposited: document.receivedAt });
    return { stored: 1, known: 0, refused: 0, problems };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problem: Problem = { severity: 'error', rule: error.code, message: error.message };
    return { stored: 0, known: 0, refused: 1, problems: [...problems, problem] };
  }
}

/** Reads an invoice with whichever adapter knows its syntax best. */
export async function readDocument(
  context: OperationsContext,
  { bytes, name }: Pick<StatusDocument, 'bytes' | 'name'>,
): Promise<{ invoice?: Invoice; xml?: string; isFacturx?: boolean; problems: readonly Problem[] }> {
  const ids = await context.adapters.registry.idsWith('invoiceDocumentReader');
  const readers = await Promise.all(
    ids.map(async (id) => (await context.adapters.open(id)).members.invoiceDocumentReader!),
  );
  const [best] = readers
    .map((reader) => ({ reader, score: reader.sniff(bytes.subarray(0, 65_536)) }))
    .sort((a, b) => b.score - a.score);
  if (!best || best.score <= 0)
    return {
      problems: [
        { severity: 'error', rule: 'unknown-syntax', message: `${name} is no invoice in a syntax that is read here.` },
      ],
    };
  return (await best.reader.read(bytes, { file: name })) as Awaited<ReturnType<typeof readDocument>>;
}
