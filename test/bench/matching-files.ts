import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { creditorReference, ibanCheckDigits } from '@lettrage/domain';
import { Random } from '../../libs/reconciliation/src/bench/random.js';
import { IBAN } from './files.js';

/** One invoice of the generated book, as far as a payer needs it. Amounts in cents. */
interface Invoice {
  readonly number: string;
  readonly amount: number;
  readonly customer: number;
}

const TRADES =
  'ATELIER MENUISERIE TRANSPORTS BOULANGERIE GARAGE IMPRIMERIE PLOMBERIE JARDINS TRAITEUR OPTIQUE PHARMACIE LIBRAIRIE CONSTRUCTION PEINTURES ELECTRICITE INFORMATIQUE CONSEIL LOGISTIQUE NEGOCE EMBALLAGES MECANIQUE TEXTILES VIGNOBLES CARRELAGES'.split(
    ' ',
  );
const STEMS = 'BRE VAL MON ROC FER LAN CAR DUR PER SAU GRI TOU MAR BEL COR LES NOU VIL CHA PRE'.split(' ');
const MIDS = 'TI NA LO VE RI DO CHE MI RA GE SO BAU'.split(' ');
const ENDS = 'ER EAU ARD IN OT ET ON AUD IEU ELLE AC OIS'.split(' ');
const FORMS = ['SARL', 'SAS', 'SA', 'EURL', 'SASU', 'SCI'];
const ROUND = [48, 90, 120, 180, 240, 300, 480, 600, 960, 1200, 1800, 3000];
const FEES = ['FRAIS TENUE DE COMPTE', 'COTISATION CARTE', 'INTERETS CREDITEURS', 'VIREMENT INTERNE', 'REMISE CB'];

/**
 * Writes an open-items file and a camt.053 that pays some of it, for measuring `lettrage match`: most customers have a
 * few open items, some hundreds; four lines of five name what they pay, the way payers do. The same numbers give the
 * same bytes.
 */
export async function writeMatchingFiles(size: {
  readonly items: number;
  readonly lines: number;
  readonly openItems: string;
  readonly statement: string;
}): Promise<void> {
  const random = new Random(11);
  const customers = Array.from({ length: Math.ceil(size.items / 12) }, () => customerOf(random));
  const invoices: Invoice[] = [];
  const csv = await writer(size.openItems);
  await csv.write(
    'number,kind,customer_id,customer_name,customer_ibans,issue_date,due_date,currency,total,open_amount,payment_reference,order_reference\n',
  );
  for (let n = 1; n <= size.items; n++) {
    // A hundredth of the customers have a quarter of the items.
    const customer = random.chance(0.25)
      ? random.whole(0, Math.floor(customers.length / 100))
      : random.whole(0, customers.length - 1);
    const { name, iban } = customers[customer]!;
    const number = `FA2026-${String(n).padStart(7, '0')}`;
    const invoice = { number, amount: amountOf(random), customer };
    if (n % Math.max(1, Math.floor(size.items / 100_000)) === 0) invoices.push(invoice);
    const month = Math.min(9, 1 + Math.floor((n * 9) / size.items));
    const day = String(random.whole(1, 28)).padStart(2, '0');
    const reference = n % 3 === 0 ? creditorReference(`2026${String(n).padStart(7, '0')}`) : '';
    const order = n % 5 === 0 ? `CDE${String(n * 7).padStart(8, '0')}` : '';
    const known = customer % 5 < 2 ? iban : '';
    const amount = cents(invoice.amount);
    await csv.write(
      `${number},invoice,C${customer + 1},${name},${known},2026-0${month}-${day},2026-${String(month + 1).padStart(2, '0')}-${day},EUR,${amount},${amount},${reference},${order}\n`,
    );
  }
  await csv.end();
  const xml = await writer(size.statement);
  await xml.write(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>speed</MsgId></GrpHdr>\n<Stmt><Id>speed</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n`,
  );
  const byCustomer = new Map<number, Invoice[]>();
  for (const invoice of invoices)
    byCustomer.set(invoice.customer, [...(byCustomer.get(invoice.customer) ?? []), invoice]);
  for (let n = 0; n < size.lines; n++) await xml.write(entryOf(n, random, invoices, byCustomer, customers));
  await xml.write('</Stmt></BkToCstmrStmt></Document>\n');
  await xml.end();
}

interface Customer {
  readonly name: string;
  readonly words: string;
  readonly iban: string;
}

function customerOf(random: Random): Customer {
  const surname = random.pick(STEMS) + (random.chance(0.7) ? random.pick(MIDS) : '') + random.pick(ENDS);
  const words = random.chance(0.6)
    ? `${random.pick(TRADES)} ${surname}`
    : `${surname} ${random.pick(MIDS)}${random.pick(STEMS)} ${random.pick(TRADES)}`;
  const bban = `30004${random.digits(18)}`;
  return { words, name: `${words} ${random.pick(FORMS)}`, iban: `FR${ibanCheckDigits('FR', bban)}${bban}` };
}

/** A third list prices, a quarter quantity × price with VAT, the rest anything. */
function amountOf(random: Random): number {
  const kind = random.next();
  if (kind < 0.35) return random.pick(ROUND) * 100;
  if (kind < 0.6) return random.whole(1, 20) * random.whole(5, 120) * 120;
  return random.whole(900, 600_000);
}

function cents(amount: number): string {
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}

function entryOf(
  n: number,
  random: Random,
  invoices: readonly Invoice[],
  byCustomer: ReadonlyMap<number, readonly Invoice[]>,
  customers: readonly Customer[],
): string {
  const invoice = random.pick(invoices);
  const { customer, number } = invoice;
  const { name, iban, words } = customers[customer]!;
  const others = byCustomer.get(customer)!;
  let paid: readonly Invoice[] = [invoice];
  const kind = random.next();
  let text: string;
  if (kind < 0.4) text = `REGLEMENT ${number}`;
  else if (kind < 0.5) text = number.replace('-', ' ');
  else if (kind < 0.56) text = `FACT ${String(Number.parseInt(number.slice(7), 10))}`;
  else if (kind < 0.62) text = creditorReference(`2026${number.slice(7)}`);
  else if (kind < 0.7) {
    const from = random.whole(0, Math.max(0, others.length - 3));
    paid = others.slice(from, from + 3);
    text = `FACTURES ${paid.map((one) => one.number).join(' ')}`;
  } else if (kind < 0.74) text = `FACT ${number.slice(0, -2)}${number.slice(-1)}${number.slice(-2, -1)}`;
  else if (kind < 0.8) text = `COMMANDE ${String(n * 31).padStart(6, '0')} BL ${n}`;
  else if (kind < 0.95) text = 'VIREMENT';
  else text = random.pick(FEES);
  const amount = cents(paid.reduce((sum, one) => sum + one.amount, 0) - (random.chance(0.03) ? 1 : 0));
  const day = `2026-10-${String(1 + (Math.floor((n * 28) / 10_000) % 28)).padStart(2, '0')}`;
  // One line of five is only a label.
  const payer =
    random.chance(0.2) || kind >= 0.95
      ? ''
      : `<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${iban}</IBAN></Id></DbtrAcct></RltdPties>`;
  const label = payer === '' && kind < 0.95 ? `VIR ${words} ${text}`.slice(0, 62) : text;
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>BK${String(n).padStart(10, '0')}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>${payer}<RmtInf><Ustrd>${label}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`;
}

interface Writer {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** A file written in large pieces. */
async function writer(path: string): Promise<Writer> {
  const stream = createWriteStream(path);
  await once(stream, 'open');
  let piece = '';
  const flush = async (): Promise<void> => {
    if (!stream.write(piece)) await once(stream, 'drain');
    piece = '';
  };
  return {
    write: async (text) => {
      piece += text;
      if (piece.length > 1 << 16) await flush();
    },
    end: async () => {
      await flush();
      stream.end();
      await once(stream, 'finish');
    },
  };
}
