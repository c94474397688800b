import { createHash } from 'node:crypto';
import { formatMinor, hasErrors, InputError, parseDay, parseMinor, type Day } from '@lettrage/domain';
import {
  checkPaymentReport,
  reportContent,
  reportPeriodOf,
  standingReceipts,
  writePaymentReport,
  type PaymentReport,
  type ReceiptMovement,
  type ReportPeriod,
} from '@lettrage/einvoicing';
import {
  newId,
  PaymentReportStore,
  TaskStore,
  wantLane,
  type CompanyTransaction,
  type PaymentReportRow,
  type PaymentReportView,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { LANE } from '../reconcile/request-reconcile.js';
import { readCompany, type Company } from '../setup/companies.js';
import { projectStatuses } from './project-statuses.js';
import { statusSettingsOf, type StatusSettings } from './status-settings.js';

/** Days before it is due that a report is made by itself; earlier ones are made when asked for. */
const AHEAD = 3;

/** A report that was made, or would be. */
export interface MadeReport {
  readonly id?: string;
  readonly reference: string;
  readonly kind: 'IN' | 'RE';
  readonly from: Day;
  readonly to: Day;
  readonly due: Day;
  readonly totals: PaymentReportRow['totals'];
  readonly xml: string;
}

/** What to make: `through` is a day; every period that ended by then is looked at. */
export interface PaymentReportRequest {
  readonly through: Day;
  /** Makes nothing and says what would be. */
  readonly dryRun?: boolean;
}

/**
 * Makes the payment reports (flux 10) of every period that has ended: the first of a period (IN), and one that replaces
 * it (RE) where what stands of its payments is another than was reported, as after an undo. Nothing where nothing changed.
 *
 * @throws InputError where the company lacks what a report needs
 */
export async function makePaymentReports(
  context: OperationsContext,
  companyId: string,
  request: PaymentReportRequest,
): Promise<MadeReport[]> {
  await projectStatuses(context, companyId);
  return context.database.withCompany(companyId, async (tx) => {
    const company = await readCompany(tx);
    const settings = reportSettingsOf(company);
    const made: MadeReport[] = [];
    for (const draft of await draftsOf(tx, company, settings, request.through, context.now())) {
      if (request.dryRun) made.push(draft.made);
      else if (await new PaymentReportStore(tx).add(draft.row)) made.push({ ...draft.made, id: draft.row.id });
    }
    return made;
  });
}

/** Makes the reports that are due soon, as the scheduler does; what is missing for one is asked for by a task. */
export async function makeDueReports(context: OperationsContext, companyId: string): Promise<number> {
  await projectStatuses(context, companyId);
  return context.database.withCompany(companyId, (tx) => makeDue(context, tx));
}

async function makeDue(context: OperationsContext, tx: CompanyTransaction): Promise<number> {
  const company = await readCompany(tx);
  const settings = statusSettingsOf(company);
  if (settings === undefined || settings.reporter !== 'lettrage') return 0;
  const now = context.now();
  const ready = new Date(now.getTime() + AHEAD * 86_400_000).toISOString().slice(0, 10);
  const waiting = await pending(tx, settings, parseDay(now.toISOString().slice(0, 10)));
  if (!waiting.some(({ due }) => due <= ready)) return 0;
  try {
    const complete = reportSettingsOf(company);
    const drafts = await draftsOf(tx, company, complete, parseDay(now.toISOString().slice(0, 10)), now);
    const due = drafts.filter(({ row }) => row.due <= ready);
    for (const { row } of due) await new PaymentReportStore(tx).add(row);
    if (due.length > 0) await wantLane(tx, LANE.deliver);
    return due.length;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await new TaskStore(tx).add({
      kind: 'payment-report',
      onceKey: `${waiting[0]!.from} ${error.code}`,
      message: `The payment report of ${waiting[0]!.from} to ${waiting[0]!.to} is due by ${waiting[0]!.due} and cannot be made: ${error.message}`,
      data: { from: waiting[0]!.from },
    });
    return 0;
  }
}

/** The payment reports of a company with what became of each, oldest first. */
export function listPaymentReports(context: OperationsContext, companyId: string): Promise<PaymentReportView[]> {
  return context.database.withCompany(companyId, (tx) => new PaymentReportStore(tx).list());
}

/** The file of a report; undefined if there is none. */
export function readPaymentReport(
  context: OperationsContext,
  companyId: string,
  id: string,
): Promise<{ reference: string; xml: string } | undefined> {
  return context.database.withCompany(companyId, (tx) => new PaymentReportStore(tx).file(id));
}

type CompleteSettings = StatusSettings & { readonly platform: string; readonly siren: string };

function reportSettingsOf(company: Company): CompleteSettings {
  const settings = statusSettingsOf(company);
  if (settings === undefined)
    throw new InputError('no-duty', 'Reporting is not set up for the company: lettrage status duty.');
  if (settings.reporter !== 'lettrage')
    throw new InputError('other-reporter', `The company's receipts are reported by: ${settings.reporter}.`);
  if (settings.platform === undefined)
    throw new InputError(
      'no-platform',
      'The number of the platform that transmits is not known: lettrage status duty --platform 0123.',
    );
  if (company.siren === undefined)
    throw new InputError('no-siren', 'The company has no SIREN, which a payment report needs.');
  return { ...settings, platform: settings.platform, siren: company.siren };
}

interface Draft {
  readonly row: Omit<PaymentReportRow, 'madeAt'> & { readonly xml: string };
  readonly made: MadeReport;
}

async function draftsOf(
  tx: CompanyTransaction,
  company: Company,
  settings: CompleteSettings,
  through: Day,
  now: Date,
): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (const period of await pending(tx, settings, through)) {
    const ordinal = period.last === undefined ? 1 : period.last.ordinal + 1;
    const kind = ordinal === 1 ? 'IN' : 'RE';
    const reference = `${settings.siren}-PAY-${period.from.replaceAll('-', '')}-${period.to.replaceAll('-', '')}-${ordinal}`;
    const report: PaymentReport = {
      id: reference,
      issuedAt: `${now.toISOString().slice(0, 19)}Z`,
      kind,
      platform: { id: settings.platform },
      seller: { siren: settings.siren, name: company.name },
      from: period.from,
      to: period.to,
      ...period.content,
    };
    const problems = checkPaymentReport(report);
    if (hasErrors(problems))
      throw new InputError(
        'report-refused',
        `The payment report ${reference} breaks its rules: ${problems[0]!.message}`,
        problems,
      );
    const xml = writePaymentReport(report);
    const { from, to, due } = period;
    const totals = totalsOf(period.content);
    const sha256 = createHash('sha256').update(xml).digest('hex');
    const facts = { from, to, due, kind, reference, totals, xml } as const;
    drafts.push({ row: { ...facts, id: newId(), ordinal, content: { ...period.content }, sha256 }, made: facts });
  }
  return drafts;
}

interface Pending extends ReportPeriod {
  readonly content: Pick<PaymentReport, 'invoices' | 'days'>;
  readonly last: PaymentReportRow | undefined;
}

/** The ended periods whose payments are not, or no longer, as the last report has them. */
async function pending(tx: CompanyTransaction, settings: StatusSettings, through: Day): Promise<Pending[]> {
  const store = new PaymentReportStore(tx);
  const [movements, reports] = [await store.movements(), await store.list()];
  const periods = new Map<string, { period: ReportPeriod; receipts: ReceiptMovement[] }>();
  const place = (period: ReportPeriod): ReceiptMovement[] => {
    const key = `${period.from} ${period.to}`;
    const found = periods.get(key) ?? { period, receipts: [] };
    periods.set(key, found);
    return found.receipts;
  };
  for (const report of reports) place(report);
  for (const receipt of standingReceipts(movements).standing)
    place(reportPeriodOf(parseDay(receipt.day), settings.vatRegime)).push(receipt);
  return [...periods.values()]
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1))
    .flatMap(({ period, receipts }): Pending[] => {
      const last = reports.filter(({ from, to }) => from === period.from && to === period.to).at(-1);
      const told = last?.content as Pending['content'] | undefined;
      const content = withZeros(reportContent(receipts), told);
      const isSame = told !== undefined && canonical(content) === canonical(told);
      if (period.to >= through || isSame || (told === undefined && receipts.length === 0)) return [];
      return [{ from: period.from, to: period.to, due: period.due, content, last }];
    });
}

/** A report that replaces one names what is no longer there with an amount of zero: a report without payments says nothing. */
function withZeros(content: Pending['content'], told: Pending['content'] | undefined): Pending['content'] {
  if (told === undefined || content.invoices.length + content.days.length > 0) return content;
  const zero = <T extends { readonly parts: readonly { rate: string; amount: string }[] }>(one: T): T => ({
    ...one,
    parts: one.parts.map(({ rate }) => ({ rate, amount: '0.00' })),
  });
  return { invoices: told.invoices.map(zero), days: told.days.map(zero) };
}

/** JSON without regard to the order of keys, which the database changes. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function totalsOf({ invoices, days }: Pending['content']): PaymentReportRow['totals'] {
  const byRate = new Map<string, bigint>();
  for (const { rate, amount } of [...invoices, ...days].flatMap(({ parts }) => parts))
    byRate.set(rate, (byRate.get(rate) ?? 0n) + parseMinor(amount, 'EUR'));
  return [...byRate].map(([rate, minor]) => ({ rate, amount: formatMinor(minor, 'EUR') }));
}
