import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { addDays, parseDay, parseMinor, type OpenItem } from '@lettrage/domain';
import {
  addBankAccount,
  addConnection,
  billingOf,
  releaseConnection,
  type OperationsContext,
} from '@lettrage/operations';
import type { Database } from '@lettrage/persistence';
import { createCompany } from '@lettrage/persistence/testing';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { pino } from 'pino';

/** The environment variable the receivers' secret is in, and its value. */
export const SECRET = { name: 'FAULTS_SECRET', value: `whsec_${Buffer.alloc(32, 5).toString('base64')}` };

const IBAN = 'FR7630006000011234567890189';

/** What use cases need, over a database that is there. */
export function contextOf(database: Database, folder: string): OperationsContext {
  return {
    database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: pino({ level: 'silent' }),
    folder,
  };
}

/** A company that posts what is proven and tells one receiver, with `invoices` open items of amounts of their own. */
export async function makeCompany(context: OperationsContext, url: string, invoices: number): Promise<string> {
  const { id } = await createCompany(context.database, {
    posting: 'auto',
    cutOverDay: parseDay('2026-01-01'),
    settings: { allowedNetworks: ['127.0.0.0/8'] },
  });
  await addBankAccount(context, id, { iban: IBAN });
  const config = { url, secret: `env:${SECRET.name}` };
  await addConnection(context, id, { name: 'receiver', adapter: 'status-webhook', config });
  await releaseConnection(context, id, 'receiver', parseDay('2026-01-01'));
  const items = Array.from({ length: invoices }, (_, n): OpenItem => {
    const customer = { id: `C${n % 25}`, name: `CLIENT NUMERO ${n % 25} SARL`, ibans: [] };
    const issueDate = parseDay('2026-01-05');
    const amount = parseMinor(amountOf(n), 'EUR');
    return {
      number: numberOf(n),
      kind: 'invoice',
      customer,
      issueDate,
      dueDate: parseDay('2026-02-04'),
      currency: 'EUR',
      total: amount,
      open: amount,
    };
  });
  const options = { asOf: parseDay('2026-01-31'), partial: false, origin: 'import' } as const;
  await context.database.withCompany(id, (tx) => billingOf(context, tx).importOpenItems(items, options));
  return id;
}

function numberOf(n: number): string {
  return `FA2026-${String(1000 + n).padStart(6, '0')}`;
}

function amountOf(n: number): string {
  return `${100 + n}.00`;
}

interface Entry {
  readonly day: string;
  readonly amount: string;
  readonly text: string;
  readonly endToEnd: string;
  readonly returned?: boolean;
}

/**
 * Writes camt.053 files, one a day: each invoice is paid once; of every fourth the debit comes back two days later and
 * is paid again two days after that: three statuses of one document whose order matters. Each file repeats the lines of
 * the day before, as banks' files do.
 */
export async function writeStatements(folder: string, invoices: number, days: number): Promise<string[]> {
  const byDay = new Map<number, Entry[]>();
  const put = (at: number, entry: Omit<Entry, 'day'>): void => {
    const day = addDays(parseDay('2026-02-01'), at);
    byDay.set(at, [...(byDay.get(at) ?? []), { ...entry, day }]);
  };
  for (let n = 0; n < invoices; n++) {
    const at = n % days;
    const text = `REGLEMENT ${numberOf(n)}`;
    put(at, { amount: amountOf(n), text, endToEnd: `E2E-${n}` });
    if (n % 4 !== 0) continue;
    put(at + 2, { amount: `-${amountOf(n)}`, text: 'REJET PRELEVEMENT', endToEnd: `E2E-${n}`, returned: true });
    put(at + 4, { amount: amountOf(n), text, endToEnd: `E2E-${n}-B` });
  }
  const files: string[] = [];
  for (let at = 0; at < days + 4; at++) {
    const file = join(folder, `day-${String(at).padStart(3, '0')}.xml`);
    await writeFile(file, camt(`S${at}`, [...(byDay.get(at - 1) ?? []), ...(byDay.get(at) ?? [])]));
    files.push(file);
  }
  return files;
}

function camt(id: string, entries: readonly Entry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${id}</MsgId></GrpHdr>
<Stmt><Id>${id}</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${entries.map(entryXml).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

function entryXml({ day, amount, text, endToEnd, returned }: Entry): string {
  const side = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  const reason = returned ? '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>' : '';
  return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls><Refs><EndToEndId>${endToEnd}</EndToEndId></Refs><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd>${reason ? '' : ''}<RmtInf><Ustrd>${text}</Ustrd></RmtInf>${reason}</TxDtls></NtryDtls></Ntry>`;
}

/** Everything that must be the same whatever happened on the way, by names that do not depend on drawn ids. */
export function outcomeOf(context: OperationsContext, companyId: string): Promise<unknown> {
  return context.database.withCompany(companyId, async (tx) => ({
    lines: await tx.query('select ref, state from books.bank_transaction where company_id = $1 order by ref', [
      companyId,
    ]),
    items: await tx.query('select number, settled from books.item where company_id = $1 order by number', [companyId]),
    allocations: await tx.query(
      `select t.ref, i.number, sum(a.amount) as amount from books.allocation a
         join books.payment p on p.company_id = a.company_id and p.id = a.payment_id
         join books.bank_transaction t on t.company_id = p.company_id and t.id = p.transaction_id
         join books.item i on i.company_id = a.company_id and i.id = a.item_id
        where a.company_id = $1 group by t.ref, i.number order by t.ref, i.number`,
      [companyId],
    ),
    accounts: await tx.query(
      `select account, auxiliary, sum(debit) as debit, sum(credit) as credit, count(*) as lines from books.entry_line
        where company_id = $1 group by account, auxiliary order by account, auxiliary`,
      [companyId],
    ),
    lettered: await tx.query(
      `select g.account, g.auxiliary, count(*) as lines from books.lettering g
         join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
        where g.company_id = $1 and g.lifted_position is null group by g.account, g.auxiliary order by g.account, g.auxiliary`,
      [companyId],
    ),
    deliveries: await tx.query(
      'select type, state, count(*) as n from books.delivery where company_id = $1 group by type, state order by type, state',
      [companyId],
    ),
  }));
}
