import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { checkInvoice, writeCii, type Invoice } from '@lettrage/einvoicing';
import { readInvoice } from './read-invoice.js';

/** What `lettrage einvoice convert` is asked. */
export interface ConvertRequest {
  readonly to: string;
  readonly out: string;
  readonly profile?: string;
  readonly lang?: string;
  /** Writes what the check calls fatal all the same, marked in the file's name. */
  readonly force?: boolean;
}

/** One written invoice; without `bytes` it was refused and `problems` say why. */
export interface ConvertedInvoice {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly problems: readonly Problem[];
}

const EXTENSION: Readonly<Record<string, string>> = { cii: '.xml', facturx: '.pdf' };

/** Reads invoices and writes them in another syntax, one after the other. What its own check calls fatal is not written. */
export async function* convertInvoices(
  host: AdapterHost,
  files: readonly string[],
  request: ConvertRequest,
): AsyncGenerator<ConvertedInvoice> {
  if (!Object.hasOwn(EXTENSION, request.to)) {
    throw new InputError(
      'unknown-syntax',
      `"${request.to}" cannot be written yet. Known: ${Object.keys(EXTENSION).join(', ')}.`,
    );
  }
  const folder = await stat(request.out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (files.length > 1 && !folder)
    throw new InputError(
      'folder-needed',
      `${files.length} files need an existing folder as --out; ${request.out} is none.`,
    );
  for (const file of files) {
    const { invoice, problems } = await readInvoice(host, file);
    const path = folder ? join(request.out, basename(file, extname(file)) + EXTENSION[request.to]) : request.out;
    if (invoice === undefined) yield { path, problems };
    else yield await convert(host, invoice, path, [...problems], request);
  }
}

async function convert(
  host: AdapterHost,
  invoice: Invoice,
  path: string,
  problems: Problem[],
  request: ConvertRequest,
): Promise<ConvertedInvoice> {
  const fatal = checkInvoice(invoice).filter((problem) => problem.severity === 'fatal');
  if (fatal.length > 0 && !request.force) return { path, problems: [...problems, ...fatal] };
  const written = await write(host, invoice, request);
  const marked = fatal.length > 0 ? path.replace(/(\.[^./]+)?$/, '.forced$1') : path;
  return { path: marked, bytes: written.bytes, problems: [...problems, ...fatal, ...written.problems] };
}

async function write(
  host: AdapterHost,
  invoice: Invoice,
  request: ConvertRequest,
): Promise<{ bytes: Uint8Array; problems: readonly Problem[] }> {
  if (request.to === 'cii') {
    const { xml, problems } = writeCii(invoice);
    return { bytes: Buffer.from(xml, 'utf8'), problems };
  }
  const { members } = await host.open('invoice-facturx');
  return members.invoiceDocumentWriter!.write(invoice, {
    format: 'facturx',
    lang: request.lang === 'en' ? 'en' : 'fr',
    at: `${invoice.invoiceIssueDate ?? '2000-01-01'}T00:00:00Z`,
    ...(request.profile === undefined ? {} : { profile: request.profile }),
  });
}
