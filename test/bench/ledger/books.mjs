/**
 * Large books built set-wise in an embedded PostgreSQL: what would take the programs hours is a few statements here. They
 * run as its superuser and without the checks of each row that rows of programs go through: what is made here is sound.
 */
import { addCompany } from '@lettrage/operations';
import { CHAIN_START, canonicalJson, chainHash, textToken } from '@lettrage/billing';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The indicators are asked as of this day. */
export const AS_OF = '2026-11-22';
export const CUSTOMERS = 5_000;

/** A company with its customers and what `fill` puts into it; returns its id. */
export async function addBooks(context, url, name, fill) {
  const companyId = await addCompany(context, {
    name: `${name}, unfinished`,
    siren: '732829320',
    cutOverDay: '2020-01-01',
  });
  await filling(url, ['customer'], (db) =>
    db.query(
      `insert into books.customer (company_id, id, code, name)
       select $1, ${id('c', 'n')}, 'C' || lpad(n::text, 5, '0'), 'Société n° ' || n from generate_series(0, ${CUSTOMERS - 1}) n`,
      [companyId],
    ),
  );
  await fill(url, companyId);
  await filling(url, ['company'], (db) =>
    db.query('update books.company set name = $2 where company_id = $1', [companyId, name]),
  );
  return companyId;
}

/** The id of books of that name, if they were made before and whole. */
export async function findBooks(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('select company_id as id from books.company where name = $1', [name]);
    return rows[0]?.id;
  } finally {
    await client.end();
  }
}

/** `entries` entries of the year 2026 in turn: a sale of three lines, a receipt of two; each pair has a letter. */
export async function addEntries(url, companyId, lines) {
  const entries = Math.floor((lines * 2) / 5);
  await filling(url, ['journal_entry', 'entry_line', 'lettering', 'lettering_line'], async (db) => {
    await db.query(
      `insert into books.journal_entry (company_id, id, journal, journal_label, fiscal_year_end, number, day, piece, piece_day, label, validated_on, event_position, ordinal, debit, credit)
       select $1, ${id('e', 'n')}, j.code, j.label, '2026-12-31', (n + 1) / 2, d.day, j.piece || lpad(((n + 1) / 2)::text, 6, '0'), d.day,
              j.what || lpad(((n + 1) / 2)::text, 6, '0'), d.day, n, 0, a.amount, a.amount
         from generate_series(1, ${entries}) n
         cross join lateral (select date '2026-01-01' + (n::bigint * 364 / ${entries})::integer as day) d
         cross join lateral (select 12000 + ((n + 1) / 2) % 90000 * 12 as amount) a
         join (values (1, 'VE', 'Ventes', 'FA2026-', 'Facture FA2026-'), (0, 'BQ', 'Banque', 'BK', 'VIR SEPA REGLEMENT FA2026-')) j (odd, code, label, piece, what) on j.odd = n % 2`,
      [companyId],
    );
    await db.query(
      `insert into books.entry_line (company_id, entry_id, ordinal, account, account_label, auxiliary, auxiliary_label, debit, credit, currency, due_date)
       select $1, ${id('e', 'n')}, l.ordinal, l.account, l.label, case when l.account = '411000' then 'C' || lpad(c::text, 5, '0') end,
              case when l.account = '411000' then 'Société n° ' || c end, a * l.debit / 6, a * l.credit / 6, 'EUR', case when l.due then date '2026-12-31' end
         from generate_series(1, ${entries}) n
         cross join lateral (select 12000 + ((n + 1) / 2) % 90000 * 12 as a, ((n + 1) / 2) % ${CUSTOMERS} as c) v
         join (values (1, 0, '411000', 'Clients', 6, 0, true), (1, 1, '707000', 'Ventes de marchandises', 0, 5, false), (1, 2, '445710', 'TVA collectée', 0, 1, false),
                      (0, 0, '512000', 'Banque', 6, 0, false), (0, 1, '411000', 'Clients', 0, 6, false)) l (odd, ordinal, account, label, debit, credit, due) on l.odd = n % 2`,
      [companyId],
    );
    const letter = (n) =>
      `chr(65 + (${n}) / 17576 % 26) || chr(65 + (${n}) / 676 % 26) || chr(65 + (${n}) / 26 % 26) || chr(65 + (${n}) % 26)`;
    await db.query(
      `insert into books.lettering (company_id, id, account, auxiliary, fiscal_year_end, code, day, event_position)
       select $1, ${id('f', 'k')}, '411000', 'C' || lpad((k % ${CUSTOMERS})::text, 5, '0'), '2026-12-31', ${letter(`k / ${CUSTOMERS}`)}, e.day, 2 * k
         from generate_series(1, ${Math.floor(entries / 2)}) k join books.journal_entry e on e.company_id = $1 and e.id = ${id('e', '2 * k')}`,
      [companyId],
    );
    await db.query(
      `insert into books.lettering_line (company_id, lettering_id, entry_id, ordinal)
       select $1, ${id('f', 'k')}, ${id('e', '2 * k - 1 + s')}, s from generate_series(1, ${Math.floor(entries / 2)}) k cross join generate_series(0, 1) s`,
      [companyId],
    );
    await db.query(`insert into books.projector (company_id, name, position) values ($1, 'journal', ${entries})`, [
      companyId,
    ]);
  });
}

/** `count` invoices of the three years to {@link AS_OF}: nine of ten paid, two of a hundred in part, some late. */
export async function addItems(url, companyId, count) {
  const facts = `from generate_series(1, ${count}) n
    cross join lateral (select date '${AS_OF}' - (n::bigint * 1095 / ${count})::integer as issued, 12000 + n % 90000 * 12 as total) i
    cross join lateral (select i.issued + 20 + n % 40 as day) d
    cross join lateral (select case when n % 10 = 9 or d.day > date '${AS_OF}' then 0 when n % 50 = 1 then i.total / 2 else i.total end as settled) s`;
  await filling(url, ['item', 'payment', 'allocation'], async (db) => {
    await db.query(
      `insert into books.item (company_id, id, customer_id, kind, number, issue_date, due_date, currency, total, settled, origin)
       select $1, ${id('1', 'n')}, ${id('c', `n % ${CUSTOMERS}`)}, 'invoice', 'FA-' || n, i.issued, i.issued + 30, 'EUR', i.total, s.settled, 'import' ${facts}`,
      [companyId],
    );
    await db.query(
      `insert into books.payment (company_id, id, kind, customer_id, day, amount, currency, allocated)
       select $1, ${id('2', 'n')}, 'bank', ${id('c', `n % ${CUSTOMERS}`)}, d.day, s.settled + case when n % 1000 = 0 then 500 else 0 end, 'EUR', s.settled ${facts} where s.settled > 0`,
      [companyId],
    );
    await db.query(
      `insert into books.allocation (company_id, id, payment_id, item_id, amount, day, event_position)
       select $1, ${id('3', 'n')}, ${id('2', 'n')}, ${id('1', 'n')}, s.settled, d.day, n ${facts} where s.settled > 0`,
      [companyId],
    );
  });
}

/** `count` events chained with `key`, of the size and with the texts of a payment that was allocated. */
export async function addEvents(url, companyId, count, key) {
  await filling(url, ['event'], async (db) => {
    const chain = { hash: CHAIN_START.hash };
    await pipeline(
      Readable.from(eventRows(companyId, count, key, chain)),
      db.query(
        copyFrom(
          'copy books.event (company_id, position, id, type, version, time, day, data, actor, texts, previous_hash, hash) from stdin',
        ),
      ),
    );
    const head = [companyId, count, Buffer.from(chain.hash)];
    await db.query('update books.company set head_position = $2, head_hash = $3 where company_id = $1', head);
  });
}

/** Rows for COPY, some hundred at a time. */
function* eventRows(companyId, count, key, chain) {
  let rows = '';
  const bytea = (bytes) => `\\\\x${Buffer.from(bytes).toString('hex')}`;
  const escaped = (text) => text.replaceAll('\\', '\\\\');
  for (let n = 1; n <= count; n++) {
    const { event, texts } = allocated(n);
    const hash = chainHash(key, companyId, chain.hash, event);
    const { position, id: eventId, type, version, time, day, data, actor } = event;
    const cells = [
      companyId,
      position,
      eventId,
      type,
      version,
      time,
      day,
      escaped(canonicalJson(data)),
      actor,
      escaped(JSON.stringify(texts)),
      bytea(chain.hash),
      bytea(hash),
    ];
    rows += `${cells.join('\t')}\n`;
    chain.hash = hash;
    if (n % 200 !== 0 && n !== count) continue;
    yield rows;
    rows = '';
  }
}

function allocated(n) {
  const hex = n.toString(16).padStart(12, '0');
  const uuid = (kind) => `01900000-0000-7000-800${kind}-${hex}`;
  const salt = `salt${hex}`;
  const [name, label] = [
    `Société n° ${n % CUSTOMERS}`,
    `VIR SEPA RECU /DE SOCIETE ${n % CUSTOMERS} /MOTIF FA2026-${hex}`,
  ];
  const [nameToken, labelToken] = [textToken(salt, name), textToken(salt, label)];
  const customer = { id: uuid('c'), code: `C${n % CUSTOMERS}`, name: nameToken };
  const data = {
    adjustment: '0.00',
    allocation: { id: uuid('3'), amount: '120.00', currency: 'EUR' },
    customer,
    item: { id: uuid('1'), number: `FA2026-${hex}`, open: '0.00', total: '120.00' },
    payment: {
      amount: '120.00',
      id: uuid('2'),
      transaction: { bookingDate: '2026-03-02', id: uuid('4'), label: labelToken },
    },
  };
  const event = {
    position: BigInt(n),
    id: uuid('e'),
    type: 'payment-allocated',
    version: 1,
    time: '2026-03-02T08:00:00.123Z',
    day: '2026-03-02',
    actor: 'engine',
    data,
  };
  return { event, texts: { [nameToken]: [salt, name], [labelToken]: [salt, label] } };
}

/** A made-up UUID of a number. */
function id(kind, n) {
  return `('01900000-0000-7000-800${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
}

async function filling(url, tables, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await work(client);
    await client.query('commit');
    await client.query(`vacuum analyze ${tables.map((table) => `books.${table}`).join(', ')}`);
  } finally {
    await client.end();
  }
}
