import { hasErrors } from '@lettrage/domain';
import type { InvoiceDocumentReader, InvoiceDocumentWriter, InvoiceWriteOptions } from '../capabilities/index.js';
import { SNIFF_BYTES, SNIFF_RECOGNISED } from '../sniffing.js';
import { canonical, deepFreeze, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { damaged, garbage } from './byte-streams.js';

/** What an author gives to have the writer and the reader of invoice documents checked. */
export interface InvoiceDocumentFixtures {
  /** Invoices with the format and profile to write them in. */
  readonly documents: readonly (InvoiceWriteOptions & { readonly invoice: unknown })[];
  /** The part of an invoice that must come back; all of it where this is left out. */
  readonly carried?: (invoice: unknown) => unknown;
}

const LIMIT = 30_000;

/** The promises of the invoice document members that break: same bytes twice, read back, garbage survived. */
export async function checkInvoiceDocuments(
  writer: InvoiceDocumentWriter | undefined,
  reader: InvoiceDocumentReader | undefined,
  fixtures: InvoiceDocumentFixtures,
): Promise<BrokenPromise[]> {
  const promises = new Promises(writer ? 'invoiceDocumentWriter' : 'invoiceDocumentReader');
  promises.expect(fixtures.documents.length > 0, 'has fixtures', 'no document was given');
  for (const { invoice, ...options } of fixtures.documents) {
    if (!writer) break;
    const where = `${options.format} ${options.profile ?? ''}`.trim();
    const frozen = deepFreeze(invoice);
    const write = () => within(writer.write(frozen, options), LIMIT);
    const first = await promises.survives('writes its own invoices', where, write);
    if (!first) continue;
    promises.expect(
      !hasErrors(first.problems),
      'writes its own invoices without errors',
      `${where}: ${canonical(first.problems[0])}`,
    );
    const second = await promises.survives('writes twice', where, write);
    const same = second !== undefined && Buffer.compare(first.bytes, second.bytes) === 0;
    promises.expect(same, 'the same invoice gives the same bytes', where);
    if (reader) await checkReadBack(promises, reader, { name: where, bytes: first.bytes }, invoice, fixtures.carried);
  }
  if (reader) await checkGarbage(promises, reader);
  return promises.broken;
}

async function checkReadBack(
  promises: Promises,
  reader: InvoiceDocumentReader,
  file: { name: string; bytes: Uint8Array },
  invoice: unknown,
  carried: (invoice: unknown) => unknown = (all) => all,
): Promise<void> {
  const score = await promises.survives('sniff never throws', file.name, () =>
    reader.sniff(file.bytes.slice(0, SNIFF_BYTES)),
  );
  promises.expect(
    (score ?? 0) >= SNIFF_RECOGNISED,
    'recognises what it wrote',
    `${file.name}: scored ${String(score)}`,
  );
  const result = await promises.survives('reads back', file.name, () =>
    within(reader.read(file.bytes, { file: file.name }), LIMIT),
  );
  if (!result) return;
  promises.expect(
    !hasErrors(result.problems),
    'reads back without errors',
    `${file.name}: ${canonical(result.problems[0])}`,
  );
  const same = result.invoice !== undefined && canonical(carried(result.invoice)) === canonical(carried(invoice));
  promises.expect(
    same,
    'reads back what was written',
    `${file.name}: ${firstDifference(carried(invoice), carried(result.invoice))}`,
  );
  for (const bad of damaged(file)) {
    await promises.survives('damage gives problems, no exception', bad.name, () =>
      within(reader.read(bad.bytes, { file: bad.name }), LIMIT),
    );
  }
}

async function checkGarbage(promises: Promises, reader: InvoiceDocumentReader): Promise<void> {
  for (const file of garbage()) {
    const score = await promises.survives('sniff never throws', file.name, () => reader.sniff(file.bytes));
    promises.expect(
      (score ?? 0) < SNIFF_RECOGNISED,
      'refuses files of others',
      `${file.name}: scored ${String(score)}`,
    );
    const result = await promises.survives('garbage gives problems, no exception', file.name, () =>
      reader.read(file.bytes, { file: file.name }),
    );
    if (!result) continue;
    promises.expect(
      result.invoice === undefined && hasErrors(result.problems),
      'garbage gives problems and no invoice',
      file.name,
    );
  }
}

/** Path of the first place where two plain values differ, for a message. */
function firstDifference(expected: unknown, actual: unknown, path = ''): string {
  if (canonical(expected) === canonical(actual)) return 'no difference';
  const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (canonical(expected[key]) !== canonical(actual[key]))
        return firstDifference(expected[key], actual[key], `${path}/${key}`);
    }
  }
  return `${path || '/'}: wrote ${canonical(expected)}, read ${canonical(actual)}`;
}
