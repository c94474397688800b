import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { readInvoice as invoiceOf, readInvoiceXml, type Invoice } from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';
import { basename } from 'node:path';
import { sourceOf } from './read-statement-files.js';

/** An invoice as it was read, or only what is wrong. */
export interface InvoiceRead {
  readonly invoice?: Invoice;
  readonly profile?: string;
  /** The XML it was read from, where the document is or holds one. */
  readonly xml?: string;
  /** True if that XML was inside a Factur-X PDF. */
  readonly isFacturx?: boolean;
  readonly problems: readonly Problem[];
}

/** Invoices are documents, not streams: what is larger is no invoice. */
const LARGEST = 100 * 1024 * 1024;

/** Reads an invoice of any syntax an adapter reads, or the JSON that `einvoice read` prints. */
export async function readInvoice(host: AdapterHost, file: string): Promise<InvoiceRead> {
  const bytes = await wholeFile(file);
  const head = Buffer.from(bytes.subarray(0, 64)).toString('utf8');
  if (/^\ufeff?\s*\{/.test(head)) return fromJson(bytes, file);
  const readers = await Promise.all(
    (await host.registry.idsWith('invoiceDocumentReader')).map(
      async (id) => (await host.open(id)).members.invoiceDocumentReader!,
    ),
  );
  const scored = readers
    .map((reader) => ({ reader, score: reader.sniff(bytes.subarray(0, 65_536)) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best || best.score <= 0) return unrecognised(bytes, file);
  return (await best.reader.read(bytes, { file: basename(file) })) as InvoiceRead;
}

/** XML that is no whole invoice is kept, as a part of one can be checked; anything else is told by its name. */
function unrecognised(bytes: Uint8Array, file: string): InvoiceRead {
  const { text } = decodeText(bytes, { xml: true });
  if (/^\ufeff?\s*</.test(text.slice(0, 1024))) return { xml: text, problems: readInvoiceXml(text).problems };
  if (text.trim() === '') {
    const message = `${file} is empty: an invoice is expected.`;
    return { problems: [{ severity: 'fatal', rule: 'empty-file', message }] };
  }
  return {
    problems: [
      {
        severity: 'fatal',
        rule: 'unknown-syntax',
        message: `${file} is no invoice in a syntax that is read here (Factur-X PDF, CII, UBL, EDIFACT INVOIC or our JSON).`,
      },
    ],
  };
}

/** A failure as a problem: one bad file of a hundred does not hide the others. */
export function asProblem(error: unknown): Problem {
  const { message, code, kind } = error as Error & { code?: unknown; kind?: unknown };
  const rule = [code, kind].find((one) => typeof one === 'string') ?? 'unreadable';
  return { severity: 'fatal', rule: String(rule), message };
}

function fromJson(bytes: Uint8Array, file: string): InvoiceRead {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, ''));
  } catch (error) {
    const message = `${file} is not readable JSON: ${(error as Error).message}`;
    return { problems: [{ severity: 'fatal', rule: 'json', message }] };
  }
  return invoiceOf(data);
}

/** A file whole, or standard input; an InputError if it is larger than an invoice can be. */
export async function wholeFile(file: string): Promise<Uint8Array> {
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
