import { formatMinor, type Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { isUuid } from '../new-id.js';

/** A line as it is shown beside the one it resembles. */
export interface ComparedLine {
  readonly id: string;
  readonly bookingDate: Day;
  readonly amount: string;
  readonly currency: string;
  readonly state: string;
  readonly counterparty?: string;
  readonly remittance?: string;
  /** The file and format that brought it. */
  readonly file: string;
  readonly format: string;
}

/** A line that waits for somebody to say whether it is the same money as another. */
export interface HeldLine {
  readonly line: ComparedLine;
  readonly resembles: ComparedLine;
  /** `line`: the same amount. `batch`: a sum here and its details there, or the other way. `update`: pending, then booked. */
  readonly kind: 'line' | 'batch' | 'update';
  /** Other lines of the account it could be as well: same amount, within three days. */
  readonly others: readonly ComparedLine[];
}

interface ComparedRow {
  id: string;
  day: Day;
  amount: string;
  currency: string;
  state: string;
  name: string | null;
  text: string | null;
  file: string;
  format: string;
}

const compared = (
  line: string,
): string => `jsonb_build_object('id', ${line}.id, 'day', ${line}.booking_date, 'amount', ${line}.amount::text,
  'currency', ${line}.currency, 'state', ${line}.state, 'name', ${line}.counterparty_name, 'text', left(${line}.remittance, 300),
  'file', ${line}f.name, 'format', ${line}f.format)`;
const withFile = (line: string): string => `
  join books.statement ${line}s on ${line}s.company_id = ${line}.company_id and ${line}s.id = ${line}.statement_id
  join books.statement_file ${line}f on ${line}f.company_id = ${line}s.company_id and ${line}f.id = ${line}s.file_id`;

/** Held lines, and what people said of them. */
export class HeldLineStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Those that wait, by the id of the line; `after` is the last one seen. */
  async list(options: { readonly after?: string; readonly limit: number; readonly id?: string }): Promise<HeldLine[]> {
    const rows = await this.tx.query<{
      line: ComparedRow;
      resembles: ComparedRow;
      kind: HeldLine['kind'];
      others: ComparedRow[];
    }>(
      `select ${compared('t')} as line, ${compared('o')} as resembles, h.kind,
              coalesce((
                select jsonb_agg(${compared('x')} order by abs(x.booking_date - t.booking_date), x.id) from (
                  select * from books.bank_transaction x
                   where x.company_id = $1 and x.account_id = t.account_id and x.amount = t.amount and x.state <> 'held'
                     and x.booking_date between t.booking_date - 3 and t.booking_date + 3 and x.id not in (t.id, o.id)
                   order by abs(x.booking_date - t.booking_date), x.id limit 5) x ${withFile('x')}), '[]') as others
         from books.held_line h
         join books.bank_transaction t on t.company_id = h.company_id and t.id = h.transaction_id and t.state = 'held' ${withFile('t')}
         join books.bank_transaction o on o.company_id = h.company_id and o.id = h.resembles_id ${withFile('o')}
        where h.company_id = $1 and h.answer is null and ($2::uuid is null or h.transaction_id > $2)
          and ($4::uuid is null or h.transaction_id = $4)
        order by h.transaction_id limit $3`,
      [this.tx.companyId, options.after ?? null, options.limit, options.id ?? null],
    );
    return rows.map(({ line, resembles, kind, others }) => ({
      line: viewOf(line),
      resembles: viewOf(resembles),
      kind,
      others: others.map(viewOf),
    }));
  }

  /** State of a line and what was said of it, locked; undefined where it never was held. */
  async lock(id: string): Promise<{ state: string; answer: 'same' | 'different' | null } | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.tx.query<{ state: string; answer: 'same' | 'different' | null }>(
      `select t.state, h.answer from books.bank_transaction t
         left join books.held_line h on h.company_id = t.company_id and h.transaction_id = t.id
        where t.company_id = $1 and t.id = $2 for update of t`,
      [this.tx.companyId, id],
    );
    return row;
  }

  /** Keeps what somebody said, and puts the line where it belongs: out of the books, or among those to be matched. */
  async answer(id: string, answer: 'same' | 'different', by: string): Promise<void> {
    await this.tx.execute(
      `update books.held_line set answer = $3, answered_by = $4, answered_at = clock_timestamp()
        where company_id = $1 and transaction_id = $2`,
      [this.tx.companyId, id, answer, by],
    );
    await this.setState(id, answer === 'same' ? 'history' : 'new');
  }

  /** Takes an answer back: the line is held again, and what was proposed for it meanwhile is void. */
  async takeBack(id: string): Promise<void> {
    await this.tx.execute(
      `update books.held_line set answer = null, answered_by = null, answered_at = null, proven = false where company_id = $1 and transaction_id = $2`,
      [this.tx.companyId, id],
    );
    await this.tx.execute(
      `update books.decision set state = 'superseded' where company_id = $1 and transaction_id = $2 and state = 'proposed'`,
      [this.tx.companyId, id],
    );
    await this.setState(id, 'held');
  }

  private async setState(id: string, state: string): Promise<void> {
    await this.tx.execute(`update books.bank_transaction set state = $3 where company_id = $1 and id = $2`, [
      this.tx.companyId,
      id,
      state,
    ]);
  }
}

function viewOf(row: ComparedRow): ComparedLine {
  return {
    id: row.id,
    bookingDate: row.day,
    amount: formatMinor(BigInt(row.amount), row.currency),
    currency: row.currency,
    state: row.state,
    ...(row.name === null ? {} : { counterparty: row.name }),
    ...(row.text === null ? {} : { remittance: row.text }),
    file: row.file,
    format: row.format,
  };
}
