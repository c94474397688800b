import type { AdapterHost } from '@lettrage/adapter-host';
import { hasErrors, InputError, type Problem } from '@lettrage/domain';
import { checkInvoice, readInvoice as invoiceOf, rulePacks, type Invoice } from '@lettrage/einvoicing';
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

/** The verdict on one invoice, in the shape of the public interface. */
export interface InvoiceVerdict {
  readonly valid: boolean;
  readonly profile?: string;
  readonly problems: readonly Problem[];
}

/**
 * Checks invoices; one verdict each, in order. `result.invalid` counts those with an error. A file that cannot be read
 * is an invalid invoice: one bad file of a hundred does not hide the verdicts on the others.
 *
 * @throws InputError if there is no rule pack of a given name
 */
export async function* checkInvoices(
  host: AdapterHost,
  files: readonly string[],
  rules: readonly string[] | undefined,
  result: { invalid: number },
  lang: 'en' | 'fr' = 'en',
): AsyncGenerator<InvoiceVerdict> {
  requirePacks(rules);
  for (const file of files) {
    const read = await readInvoice(host, file).catch((error: unknown): InvoiceRead => ({
      problems: [asProblem(error)],
    }));
    const problems = [
      ...read.problems,
      ...(read.invoice ? checkInvoice(read.invoice, { lang, ...(rules ? { rules } : {}) }) : []),
    ];
    const valid = read.invoice !== undefined && !hasErrors(problems);
    if (!valid) result.invalid++;
    const profile = read.profile ?? read.invoice?.processControl?.specificationIdentifier;
    yield { valid, ...(profile === undefined ? {} : { profile }), problems };
  }
}

function requirePacks(rules: readonly string[] | undefined): void {
  const known = [...new Set(rulePacks().map((pack) => pack.id))];
  const unknown = rules?.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw new InputError('unknown-rules', `There is no rule pack "${unknown}". Known: ${known.join(', ')}.`);
}

function asProblem(error: unknown): Problem {
  const { message, code, kind } = error as Error & { code?: unknown; kind?: unknown };
  const rule = [code, kind].find((one) => typeof one === 'string') ?? 'unreadable';
  return { severity: 'fatal', rule: String(rule), message };
}

function fromJson(bytes: Uint8Array, file: string): InvoiceRead {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const message = `${file} is not readable JSON: ${(error as Error).message}`;
    return { problems: [{ severity: 'fatal', rule: 'json', message }] };
  }
  return invoiceOf(data);
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
