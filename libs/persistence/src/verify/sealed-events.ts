import type { EventTexts, SealedEvent, UnchainedEvent } from '@lettrage/billing';
import type { CompanyTransaction } from '../company-transaction.js';

/** Events read at once; the next page is read while this one is verified. */
const PAGE = 5_000;

/** The canonical row of an event as `canonicalJson` spells it: keys in order, absent ones left out. */
const SEALED = /* sql */ `'{' || case when e.actor is null then '' else '"actor":' || to_json(e.actor)::text || ',' end
  || '"company":"' || e.company_id::text || '","data":' || e.data::text || ',"day":"' || e.day::text || '","id":"' || e.id::text || '"'
  || case when e.locked_through is null then '' else ',"lockedThrough":"' || e.locked_through::text || '"' end
  || ',"position":"' || e.position::text || '"' || case when e.reverses is null then '' else ',"reverses":"' || e.reverses::text || '"' end
  || ',"time":"' || to_char(e.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","type":' || to_json(e.type)::text
  || ',"version":' || e.version::text || '}'`;

/** Events as they were sealed, in order, a page at a time: the database spells the canonical row, so that nothing is parsed here. */
export async function* readSealedEvents(tx: CompanyTransaction): AsyncGenerator<readonly SealedEvent[]> {
  const page = (after: bigint): Promise<SealedRow[]> =>
    tx.query<SealedRow>(
      `select e.position, e.id, e.previous_hash, e.hash, e.texts::text as texts, ${SEALED} as sealed
         from books.event e where e.company_id = $1 and e.position > $2 order by e.position limit ${PAGE}`,
      [tx.companyId, after.toString()],
    );
  for (let next = page(0n); ;) {
    const rows = await next;
    const last = rows.at(-1);
    const more = last !== undefined && rows.length === PAGE;
    if (more) next = page(last.position);
    yield rows.map(sealedOf);
    if (!more) return;
  }
}

interface SealedRow {
  readonly position: bigint;
  readonly id: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly texts: string | null;
  readonly sealed: string;
}

function sealedOf(row: SealedRow): SealedEvent {
  return {
    position: row.position,
    id: row.id,
    previousHash: row.previous_hash,
    hash: row.hash,
    ...(row.texts === null ? {} : { texts: JSON.parse(row.texts) as EventTexts }),
    sealed: row.sealed,
    whole: () => {
      const { company: _company, position, ...event } = JSON.parse(row.sealed) as { company: string; position: string };
      return { ...event, position: BigInt(position) } as unknown as UnchainedEvent;
    },
  };
}
