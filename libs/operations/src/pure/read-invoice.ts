import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { checkInvoice, type Invoice } from '@lettrage/einvoicing';
import { basename } from 'node:path';
import { sourceOf } from './read-statement-files.js';

/** An invoice as it was read, or only what is wrong. */
export interface InvoiceRead {
  readonly invoice?: Invoice;
  readonly profile?: string;
  readonly problems: readonly Problem[];
}

/** Invoices are documents, not streams: what is larger is no invoice. */
const LARGEST = 100 * 1024 * 1024;

/** Reads an invoice of any syntax an adapter reads, or the JSON that `einvoice read` prints. */
export async function readInvoice(host: AdapterHost, file: string): Promise<InvoiceRead> {
  const bytes = await wholeFile(file);
  if (/^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('utf8'))) return fromJson(bytes, file);
  const readers = await Promise.all(
    (await host.registry.idsWith('invoiceDocumentReader')).map(
      async (id) => (await host.open(id)).members.invoiceDocumentReader!,
    ),
  );
  const scored = readers
    .map((reader) => ({ reader, score: reader.sniff(bytes.subarray(0, 65_536)) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best || best.score <= 0) {
    return {
      problems: [
        {
          severity: 'fatal',
          rule: 'unknown-syntax',
          message: `${file} is no invoice in a syntax that is read here (Factur-X PDF, CII).`,
        },
      ],
    };
  }
  const read = await best.reader.read(bytes, { file: basename(file) });
  return read as InvoiceRead;
}

/** Checks invoices; one verdict each, in order. `result.invalid` counts those with an error. Never throws on an invoice. */
export async function* checkInvoices(
  host: AdapterHost,
  files: readonly string[],
  rules: readonly string[] | undefined,
  result: { invalid: number },
): AsyncGenerator<{ file: string; valid: boolean; profile?: string; problems: readonly Problem[] }> {
  for (const file of files) {
    const read = await readInvoice(host, file).catch((error: unknown): InvoiceRead => {
      if (error instanceof InputError)
        return { problems: [{ severity: 'fatal', rule: error.code, message: error.message }] };
      throw error;
    });
    const problems = [...read.problems, ...(read.invoice ? checkInvoice(read.invoice, rules ? { rules } : {}) : [])];
    const valid = read.invoice !== undefined && problems.every((problem) => problem.severity === 'warning');
    if (!valid) result.invalid++;
    yield { file, valid, ...(read.profile === undefined ? {} : { profile: read.profile }), problems };
  }
}

function fromJson(bytes: Uint8Array, file: string): InvoiceRead {
  try {
    return { invoice: JSON.parse(Buffer.from(bytes).toString('utf8')) as Invoice, problems: [] };
  } catch (error) {
    return {
      problems: [
        { severity: 'fatal', rule: 'json', message: `${file} is not readable JSON: ${(error as Error).message}` },
      ],
    };
  }
}

async function wholeFile(file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of sourceOf(file).chunks) {
    size += chunk.length;
    if (size > LARGEST)
      throw new InputError('too-large', `${file} is larger than 100 MB and is not read as an invoice.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
