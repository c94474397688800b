import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDay } from '@lettrage/domain';
import { draftInvoice, type InvoiceDraft } from '@lettrage/einvoicing';
import { ConnectionStore } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import { deliver } from '../deliveries/deliver.js';
import { exportLedger } from '../export/export-ledger.js';
import { handOverExport, readExport } from '../export/read-export.js';
import { importOpenItems } from '../open-items/import-open-items.js';
import { reconcile } from '../reconcile/reconcile.js';
import { addBankAccount } from '../setup/accounts.js';
import { addCompany, findDemonstration } from '../setup/companies.js';
import { addConnection, listConnections, releaseConnection } from '../setup/connections.js';
import { importStatement } from '../statements/import-statement.js';
import { companySummary, type CompanySummary } from '../summary/company-summary.js';

/** The demonstration company's own description (`config/demo/company.json`). */
export interface DemonstrationFile {
  readonly company: {
    readonly name: string;
    readonly siren: string;
    readonly vatNumber: string;
    readonly address: Readonly<Record<string, string>>;
    readonly fiscalYearEnd: string;
    readonly cutOverDay: string;
  };
  readonly accounts: readonly {
    readonly iban: string;
    readonly label: string;
    readonly journal: string;
    readonly ledgerAccount: string;
  }[];
  readonly openItems: { readonly file: string; readonly asOf: string };
  readonly statements: readonly { readonly file: string; readonly account?: string }[];
  readonly invoice: string;
}

/** Where the demonstration's receiver of statuses listens, and the secret it checks signatures with (a reference). */
export interface Receiver {
  readonly url: string;
  readonly secret: string;
}

/** What the demonstration made. */
export interface DemonstrationReport {
  readonly companyId: string;
  readonly name: string;
  /** False if everything was there already. */
  readonly loaded: boolean;
  readonly summary: CompanySummary;
  readonly files: readonly string[];
}

const CONNECTION = 'demo-receiver';

/**
 * Loads the demonstration company through the importers a user has, matches, books, and writes its FEC and one
 * Factur-X into `out`. Every step is one a second run finds done: it changes nothing.
 */
export async function loadDemonstration(
  context: OperationsContext,
  folders: { readonly data: string; readonly out: string },
  receiver: Receiver,
  onProgress: Progress,
): Promise<DemonstrationReport> {
  const described = JSON.parse(await readFile(join(folders.data, 'company.json'), 'utf8')) as DemonstrationFile;
  await mkdir(folders.out, { recursive: true });
  const found = await findDemonstration(context);
  const companyId = found?.id ?? (await setUp(context, described));
  const loaded = found?.settings['demonstrationLoaded'] !== true;
  await connect(context, companyId, receiver);
  if (loaded) {
    await importFiles(context, companyId, described, folders.data, onProgress);
    await reconcile(context, companyId, { onProgress });
    await openConnectionFromStart(context, companyId, described.company.cutOverDay);
    await deliver(context, companyId);
  }
  const files = await writeFiles(context, companyId, described, folders, loaded);
  if (loaded) await markLoaded(context, companyId);
  return { companyId, name: described.company.name, loaded, summary: await companySummary(context, companyId), files };
}

async function setUp(context: OperationsContext, described: DemonstrationFile): Promise<string> {
  const { company, accounts } = described;
  const id = await addCompany(context, {
    name: company.name,
    siren: company.siren,
    vatNumber: company.vatNumber,
    address: company.address,
    fiscalYearEnd: company.fiscalYearEnd,
    cutOverDay: parseDay(company.cutOverDay),
    posting: 'auto',
    booksComplete: true,
    demonstration: true,
    // The receiver of statuses runs on this machine.
    // One confirmed payment is enough for it to know a payer: a year is too short to wait for the second.
    settings: { allowedNetworks: ['127.0.0.0/8'], confirmations: { payers: 1 } },
  });
  for (const account of accounts) await addBankAccount(context, id, { ...account, currency: 'EUR' });
  return id;
}

async function connect(context: OperationsContext, companyId: string, receiver: Receiver): Promise<void> {
  const known = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const there = known.find((connection) => connection.name === CONNECTION);
  if (there) {
    // The receiver could not have its old port back.
    if (there.config['url'] === receiver.url) return;
    const config = { url: receiver.url, secret: receiver.secret };
    await context.database.withCompany(companyId, (tx) => new ConnectionStore(tx).setConfig(there.id, config));
    return;
  }
  await addConnection(context, companyId, {
    name: CONNECTION,
    adapter: 'status-webhook',
    config: { url: receiver.url, secret: receiver.secret },
  });
}

async function openConnectionFromStart(context: OperationsContext, companyId: string, from: string): Promise<void> {
  await releaseConnection(context, companyId, CONNECTION, parseDay(from));
}

async function importFiles(
  context: OperationsContext,
  companyId: string,
  described: DemonstrationFile,
  data: string,
  onProgress: Progress,
): Promise<void> {
  const { openItems } = described;
  const items = await importOpenItems(context, companyId, join(data, openItems.file), {
    asOf: parseDay(openItems.asOf),
    onProgress,
  });
  if (items.refused)
    throw new Error(`the demonstration's open items were refused: ${items.problems[0]?.message ?? ''}`);
  for (const statement of described.statements) {
    const report = await importStatement(context, join(data, statement.file), {
      companies: [companyId],
      ...(statement.account === undefined ? {} : { account: statement.account }),
      onProgress,
    });
    const refused = report.statements.find((one) => one.state === 'refused' || one.state === 'inbox');
    if (refused)
      throw new Error(
        `the demonstration's ${statement.file} was not stored: ${refused.problems[0]?.message ?? refused.state}`,
      );
  }
}

async function writeFiles(
  context: OperationsContext,
  companyId: string,
  described: DemonstrationFile,
  folders: { readonly data: string; readonly out: string },
  fresh: boolean,
): Promise<string[]> {
  const end = described.company.fiscalYearEnd;
  const year = described.openItems.asOf.slice(0, 4);
  const range = { format: 'fec', from: parseDay(`${year}-01-01`), to: parseDay(`${year}-${end}`) } as const;
  // A second run finds the file there; only its name is worked out again.
  const report = await exportLedger(context, companyId, { ...range, dryRun: !fresh });
  const fec = join(folders.out, report.fileName);
  if (report.id !== undefined) {
    const { bytes } = await readExport(context, companyId, { id: report.id });
    await writeFile(fec, bytes);
    await handOverExport(context, companyId, report.id);
  }
  const draft = JSON.parse(await readFile(join(folders.data, described.invoice), 'utf8')) as InvoiceDraft;
  const invoice = draftInvoice(draft);
  const pdf = join(folders.out, `${draft.number}.pdf`);
  if (fresh) {
    const adapter = await context.adapters.open('invoice-facturx');
    try {
      const { bytes } = await adapter.members.invoiceDocumentWriter!.write(invoice, {
        format: 'facturx',
        lang: 'fr',
        at: `${draft.issueDate}T00:00:00Z`,
      });
      await writeFile(pdf, bytes);
    } finally {
      adapter.close();
    }
  }
  return [fec, pdf];
}

async function markLoaded(context: OperationsContext, companyId: string): Promise<void> {
  await context.database.withCompany(companyId, (tx) =>
    tx.query(`update books.company set settings = settings || '{"demonstrationLoaded": true}' where company_id = $1`, [
      companyId,
    ]),
  );
}
