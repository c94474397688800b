import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportReport } from '@lettrage/billing';
import { hasErrors, InputError, type Day, type OpenItem, type Problem } from '@lettrage/domain';
import { openItemsOf, sirenOfParty, type Invoice } from '@lettrage/einvoicing';
import { newId, TaskStore, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { problemsOf } from '../pure/check-invoices.js';
import { asProblem, readInvoice, wholeFile } from '../pure/read-invoice.js';
import { requestProjections, requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';

/** How e-invoices are imported. */
export interface ImportInvoicesOptions {
  /** The day the documents are taken over. */
  readonly asOf: Day;
  readonly dryRun?: boolean;
  readonly onProgress?: Progress;
  /** Language of the rules' sentences; English where absent. */
  readonly lang?: 'en' | 'fr';
  /** What messages call each file; its path otherwise. */
  readonly nameOf?: (path: string) => string;
}

/** What became of one document. */
export interface InvoiceOutcome {
  readonly file: string;
  readonly number?: string;
  /** `aside`: invalid, of another company, or twice; nothing of it was stored but a task. `paid`: nothing is due. */
  readonly state: 'taken' | 'paid' | 'aside';
  readonly problems: readonly Problem[];
}

/** The documents in the order read, and billing's report of the items they became. */
export interface ImportInvoicesReport {
  readonly asOf: Day;
  readonly dryRun: boolean;
  readonly documents: readonly InvoiceOutcome[];
  readonly report: ImportReport;
}

/** A document on its way in. */
interface Document extends InvoiceOutcome {
  readonly sha256: string;
  readonly items: readonly OpenItem[];
}

/**
 * Takes e-invoices that other tools issued (Factur-X, CII, UBL, EDIFACT; files and folders of them) over as open items.
 * Each document is checked by the rules that apply to it; one that breaks any is kept aside with its problems, as a task,
 * and does not keep the others out. Documents say nothing of what is not among them: nothing is gone.
 *
 * @throws InputError where a path does not exist, or no document is found
 */
export async function importInvoices(
  context: OperationsContext,
  companyId: string,
  paths: readonly string[],
  options: ImportInvoicesOptions,
): Promise<ImportInvoicesReport> {
  const { asOf, dryRun = false } = options;
  const files = await documentsIn(paths);
  const siren = await context.database.withCompany(companyId, async (tx) => (await readCompany(tx)).siren);
  const documents: Document[] = [];
  const numbers = new Map<string, string>();
  for (const path of files) {
    const document = await readDocument(context, path, options.nameOf?.(path) ?? path, {
      siren,
      lang: options.lang ?? 'en',
    });
    documents.push(onceEach(document, numbers));
    options.onProgress?.({ what: 'reading invoices', done: documents.length, total: files.length, unit: 'files' });
  }
  const report = await context.database.withCompany(companyId, async (tx) => {
    const items = await underKnownCustomers(
      tx,
      documents.flatMap((document) => document.items),
    );
    const result = await billingOf(context, tx).importOpenItems(items, {
      asOf,
      partial: true,
      origin: 'import',
      dryRun,
    });
    if (!dryRun) await keepAside(tx, documents, { asOf, report: result });
    return result;
  });
  const told = documents.map(({ file, number, state, problems }) => ({
    file,
    ...(number === undefined ? {} : { number }),
    state,
    problems,
  }));
  return { asOf, dryRun, documents: told, report };
}

/** Files in the order given; those of a folder by name, without what is in its folders and hidden. */
async function documentsIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (!found) throw new InputError('no-file', `${path} does not exist or may not be read.`);
    if (!found.isDirectory()) files.push(path);
    else {
      const entries = await readdir(path, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
      files.push(...names.sort().map((name) => join(path, name)));
    }
  }
  if (files.length === 0) throw new InputError('no-invoice', `There is no file in ${paths.join(', ')}.`);
  return files;
}

async function readDocument(
  context: OperationsContext,
  path: string,
  file: string,
  { siren, lang }: { readonly siren: string | undefined; readonly lang: 'en' | 'fr' },
): Promise<Document> {
  try {
    const sha256 = createHash('sha256')
      .update(await wholeFile(path))
      .digest('hex');
    const read = await readInvoice(context.adapters, path);
    const problems = [...problemsOf(read, { lang })];
    const { invoice } = read;
    if (!invoice || hasErrors(problems)) return { file, state: 'aside', problems, sha256, items: [] };
    const foreign = notOurs(invoice, siren);
    const { items, problems: unclear } = openItemsOf(invoice);
    problems.push(...(foreign ? [foreign] : []), ...unclear);
    const number = invoice.invoiceNumber === undefined ? {} : { number: invoice.invoiceNumber };
    if (hasErrors(problems)) return { file, ...number, state: 'aside', problems, sha256, items: [] };
    return { file, ...number, state: items.length > 0 ? 'taken' : 'paid', problems, sha256, items };
  } catch (error) {
    return { file, state: 'aside', problems: [asProblem(error)], sha256: file, items: [] };
  }
}

/** An invoice the company received lies in the same folder easily; it is nothing a customer owes. */
function notOurs({ seller }: Invoice, siren: string | undefined): Problem | undefined {
  const issuer = sirenOfParty(seller);
  if (siren === undefined || issuer === undefined || issuer === siren) return undefined;
  const message = `it was issued by ${seller?.name ?? issuer} (SIREN ${issuer}), not by this company (${siren})`;
  return { severity: 'error', rule: 'other-seller', message, location: 'BT-30' };
}

function onceEach(document: Document, numbers: Map<string, string>): Document {
  if (document.state !== 'taken' || document.number === undefined) return document;
  const before = numbers.get(document.number);
  numbers.set(document.number, before ?? document.file);
  if (before === undefined) return document;
  const message = `${document.number} is in ${before} too; that one was taken`;
  return {
    ...document,
    state: 'aside',
    items: [],
    problems: [...document.problems, { severity: 'error', rule: 'number-twice', message, location: 'BT-1' }],
  };
}

/** The books know a customer by a code of their own: his SIREN finds it, where it is that of one customer. */
async function underKnownCustomers(tx: CompanyTransaction, items: readonly OpenItem[]): Promise<OpenItem[]> {
  const sirens = [...new Set(items.flatMap(({ customer }) => customer.siren ?? []))];
  const known = await tx.query<{ siren: string; code: string; name: string }>(
    `select siren, min(code) as code, min(name) as name from books.customer
      where company_id = $1 and siren = any ($2) group by siren having count(*) = 1`,
    [tx.companyId, sirens],
  );
  const bySiren = new Map(known.map((row) => [row.siren, row]));
  return items.map((item) => {
    const found = bySiren.get(item.customer.siren ?? '');
    return found ? { ...item, customer: { ...item.customer, id: found.code, name: found.name } } : item;
  });
}

async function keepAside(
  tx: CompanyTransaction,
  documents: readonly Document[],
  { asOf, report }: { readonly asOf: Day; readonly report: ImportReport },
): Promise<void> {
  const tasks = new TaskStore(tx);
  for (const { file, sha256, state, problems } of documents) {
    if (state !== 'aside') continue;
    const [first] = problems.filter(({ severity }) => severity !== 'warning');
    await tasks.add({
      kind: 'invoice-aside',
      onceKey: sha256,
      message: `${basename(file)} was not taken over: ${first?.message ?? 'it is no invoice'}`,
      data: { file, sha256, problems },
    });
  }
  const digest = createHash('sha256')
    .update(documents.map(({ sha256 }) => sha256).join('\n'))
    .digest();
  await tx.query(
    `insert into books.import_run (company_id, id, kind, file_name, sha256, as_of, report) values ($1, $2, 'invoices', $3, $4, $5, $6)`,
    [tx.companyId, newId(), `${documents.length} invoices`, digest, asOf, JSON.stringify(report)],
  );
  await requestReconcile(tx);
  await requestProjections(tx);
}
