import type { Day } from '@lettrage/domain';
import { entryNumber } from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';

/** A line of a letter group, as the list of letters shows it. Amounts are minor units of the books' currency. */
export interface LetteredLine {
  readonly account: string;
  readonly auxiliary: string;
  readonly auxiliaryLabel: string;
  readonly code: string;
  /** `lifted`: the letter was taken off again. */
  readonly state: 'given' | 'lifted';
  /** Day it was given or lifted. */
  readonly day: Day;
  readonly journal: string;
  readonly number: string;
  readonly date: Day;
  /** The document's number: of a third-party line that of its invoice, whatever the entry's own is. */
  readonly piece: string;
  readonly label: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

interface Row extends Omit<LetteredLine, 'number'> {
  readonly sequence: number;
  readonly closing: Day;
}

const PAGE = 5_000;

/** Lines of every letter given or lifted in a period, group by group, as they stand. */
export async function* letteredLines(
  tx: CompanyTransaction,
  period: { readonly from: Day; readonly to: Day },
): AsyncGenerator<readonly LetteredLine[]> {
  await tx.query(
    `declare lettered no scroll cursor for
     select g.account, g.auxiliary, coalesce(l.auxiliary_label, '') as "auxiliaryLabel", g.code,
            case when g.lifted_position is null then 'given' else 'lifted' end as state, coalesce(g.lifted_day, g.day) as day,
            e.journal, e.number::integer as sequence, e.fiscal_year_end as closing, e.day as date,
            coalesce(i.number, e.piece) as piece, coalesce(l.label, e.label) as label, l.debit, l.credit
       from books.lettering g
       join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
       join books.entry_line l on l.company_id = k.company_id and l.entry_id = k.entry_id and l.ordinal = k.ordinal
       join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
       left join books.item i on i.company_id = l.company_id and i.id = l.item_id
      where g.company_id = $1 and (g.day between $2 and $3 or g.lifted_day between $2 and $3)
        -- Given and lifted within the period: nothing is left to tell.
        and not (g.lifted_day is not null and g.day between $2 and $3 and g.lifted_day between $2 and $3)
      order by g.account, g.auxiliary, g.fiscal_year_end, length(g.code), g.code, e.day, e.event_position, e.ordinal, l.ordinal`,
    [tx.companyId, period.from, period.to],
  );
  for (;;) {
    const rows = await tx.query<Row>(`fetch ${PAGE} from lettered`);
    if (rows.length > 0)
      yield rows.map(({ sequence, closing, ...row }) => ({
        ...row,
        number: entryNumber(row.journal, closing, sequence),
      }));
    if (rows.length < PAGE) break;
  }
  await tx.query('close lettered');
}
