import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { checkInvoice, checkInvoiceXml, lostTerms, type Invoice } from '@lettrage/einvoicing';
import { asProblem, readInvoice, wholeFile, type InvoiceRead } from './read-invoice.js';

/** What `lettrage einvoice convert` is asked. */
export interface ConvertRequest {
  readonly to: string;
  readonly out: string;
  readonly profile?: string;
  readonly lang?: string;
  /** A PDF of the user's to put the invoice into, for Factur-X; the page is rendered otherwise. */
  readonly pdf?: string;
  /** File of the seller's logo, PNG or JPEG, for pages drawn here. */
  readonly logo?: string;
  /** Writes what the check calls fatal all the same, marked in the file's name. */
  readonly force?: boolean;
}

/** One written invoice; without `bytes` it was refused and `problems` say why. */
export interface ConvertedInvoice {
  readonly file: string;
  readonly path: string;
  readonly bytes?: Uint8Array;
  /** True if it is written although its own check calls it fatal. */
  readonly forced?: boolean;
  readonly problems: readonly Problem[];
}

/** What can be written, the adapter that writes it and the ending of its files. */
const TARGETS: Readonly<Record<string, { adapter: string; extension: string; name: string }>> = {
  cii: { adapter: 'invoice-cii', extension: '.xml', name: 'CII' },
  ubl: { adapter: 'invoice-ubl', extension: '.xml', name: 'UBL' },
  facturx: { adapter: 'invoice-facturx', extension: '.pdf', name: 'Factur-X' },
  edifact: { adapter: 'invoice-edifact', extension: '.edi', name: 'EDIFACT' },
};

/**
 * Reads invoices and writes them in another syntax, one after the other; a folder stands for the files in it. What the
 * check of the written document calls fatal is not written, unless forced; what the syntax cannot carry is reported.
 */
export async function* convertInvoices(
  host: AdapterHost,
  files: readonly string[],
  request: ConvertRequest,
): AsyncGenerator<ConvertedInvoice> {
  const target = Object.hasOwn(TARGETS, request.to) ? TARGETS[request.to] : undefined;
  if (!target) {
    const known = Object.keys(TARGETS).join(', ');
    throw new InputError('unknown-syntax', `"${request.to}" cannot be written. Known: ${known}.`);
  }
  const folder = await isFolder(request.out);
  const all = await expand(files);
  if ((all.length > 1 || all.length !== files.length) && !folder)
    throw new InputError(
      'folder-needed',
      `${all.length} files need an existing folder as --out; ${request.out} is none.`,
    );
  const given = await givenFiles(request, all.length);
  const taken = new Set<string>();
  for (const file of all) {
    const path = folder
      ? freeName(join(request.out, basename(file, extname(file))), target.extension, taken)
      : request.out;
    yield await convert(host, file, path, request, given).catch((error: unknown) => {
      if (isUsage(error)) throw error;
      return { file, path, problems: [asProblem(error)] };
    });
  }
}

/** The files an invoice is put into or drawn with. */
interface GivenFiles {
  readonly pdf?: Uint8Array;
  readonly logo?: Uint8Array;
}

async function givenFiles({ pdf, logo, to }: ConvertRequest, invoices: number): Promise<GivenFiles> {
  if (logo !== undefined && (to !== 'facturx' || pdf !== undefined))
    throw new InputError('logo-not-used', '--logo is for pages drawn here: with --to facturx and without --pdf.');
  return {
    ...(pdf !== undefined && { pdf: await pdfFor(pdf, to, invoices) }),
    ...(logo !== undefined && { logo: await wholeFile(logo) }),
  };
}

/** The PDF an invoice goes into: one file, one invoice, and Factur-X. */
async function pdfFor(file: string, to: string, invoices: number): Promise<Uint8Array> {
  if (to !== 'facturx')
    throw new InputError('pdf-not-used', `--pdf is for --to facturx; ${to} is no format inside a PDF.`);
  if (invoices !== 1)
    throw new InputError('pdf-for-one', `--pdf takes one invoice, since a PDF shows one; ${invoices} were given.`);
  return wholeFile(file);
}

/** A wrong profile or format is wrong for every file: the command stops. */
function isUsage(error: unknown): boolean {
  return (error as { kind?: unknown }).kind === 'config' || (error as { code?: unknown }).code === 'unknown-adapter';
}

/** Two files of one name in different folders do not overwrite each other. */
function freeName(stem: string, extension: string, taken: Set<string>): string {
  let name = `${stem}${extension}`;
  for (let count = 2; taken.has(name); count++) name = `${stem}-${count}${extension}`;
  taken.add(name);
  return name;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Folders give their files, by name; hidden ones are left. */
async function expand(files: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const file of files) {
    if (file === '-' || !(await isFolder(file))) {
      all.push(file);
      continue;
    }
    const entries = (await readdir(file, { withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.'),
    );
    all.push(...entries.map((entry) => join(file, entry.name)).sort());
  }
  return all;
}

async function convert(
  host: AdapterHost,
  file: string,
  path: string,
  request: ConvertRequest,
  given: GivenFiles,
): Promise<ConvertedInvoice> {
  const { invoice, problems } = await readInvoice(host, file);
  if (invoice === undefined) return { file, path, problems };
  const { members } = await host.open(TARGETS[request.to]!.adapter);
  const written = await members.invoiceDocumentWriter!.write(invoice, {
    format: request.to,
    lang: request.lang === 'en' ? 'en' : 'fr',
    at: `${invoice.invoiceIssueDate ?? '2000-01-01'}T00:00:00Z`,
    ...(request.profile === undefined ? {} : { profile: request.profile }),
    ...given,
  });
  // The writer's word is good, a reader's is better: what comes back is compared with what went in.
  const back = (await members.invoiceDocumentReader!.read(written.bytes, { file: basename(path) })) as InvoiceRead;
  const refused = written.problems.some((problem) => problem.severity === 'fatal');
  const fatal = ownCheck(back, invoice).filter((problem) => problem.severity === 'fatal');
  const lost = back.invoice ? lostTerms(invoice, back.invoice, TARGETS[request.to]!.name) : [];
  // A loss the comparison finds too is told once: by the comparison, which names the value.
  const byWriter = written.problems.filter(({ rule }) => back.invoice === undefined || rule !== 'edifact-lost');
  const told = [...problems, ...fatal, ...byWriter, ...newLosses(lost, byWriter)];
  const forced = refused || fatal.length > 0;
  if (forced && !request.force) return { file, path, problems: told };
  return {
    file,
    path: forced ? path.replace(/(\.[^./]+)?$/, '.forced$1') : path,
    bytes: written.bytes,
    ...(forced ? { forced } : {}),
    problems: told,
  };
}

/** What the writer has not said, of a term or of its group; the specification (BT-24) is replaced on purpose. */
function newLosses(lost: readonly Problem[], told: readonly Problem[]): Problem[] {
  const known = told.flatMap(({ location }) => (location === undefined ? [] : [location]));
  const isTold = (location: string): boolean =>
    location === '/processControl/specificationIdentifier' ||
    known.some((group) => location === group || location.startsWith(`${group}/`));
  const terms = known.flatMap(termOf);
  const isTermTold = (location: string): boolean =>
    terms.some(({ under, tail }) => location.startsWith(under) && tail.test(location));
  return lost.filter(({ location }) => location === undefined || !(isTold(location) || isTermTold(location)));
}

/** Where the model has the terms a writer tells of with a reason of its own. */
const TAILS: Readonly<Record<string, RegExp>> = {
  'BT-20': /^\/paymentTerms$/,
  'BT-21': /^\/notes\//,
  'BT-22': /^\/notes\//,
  'BT-74': /\/invoicingPeriod\/endDate$/,
  'BT-120': /^\/vatBreakdown\/\d+\/vatExemptionReason/,
  'BT-127': /\/note$/,
  'BT-135': /\/period\/endDate$/,
  'BT-153': /\/itemInformation\/name$/,
  'BT-154': /\/itemInformation\/description$/,
};

/** The part of the model a term of the standard stands for: `/BG-25[2]/BT-135` is the end of the period of line 1. */
function termOf(location: string): { under: string; tail: RegExp }[] {
  const tail = TAILS[location.slice(location.lastIndexOf('/') + 1)];
  const line = /^\/BG-25\[(\d+)\]/.exec(location)?.[1];
  return tail ? [{ under: line === undefined ? '/' : `/lines/${Number(line) - 1}/`, tail }] : [];
}

/** XML is checked as written; a syntax without sheets of its own by the invoice it carries. */
function ownCheck(back: InvoiceRead, invoice: Invoice): readonly Problem[] {
  if (back.xml === undefined) return checkInvoice(invoice);
  return checkInvoiceXml(back.xml, { isFacturx: back.isFacturx ?? false }).problems;
}
