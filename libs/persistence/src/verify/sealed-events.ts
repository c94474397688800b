import type { SealedEvent, UnchainedEvent } from '@lettrage/billing';
import { CopyDecoder } from '../bulk/copy-decoder.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { isUuid } from '../new-id.js';

/** The canonical row of an event as `canonicalJson` spells it: keys in order, absent ones left out. */
const SEALED = /* sql */ `'{' || case when e.actor is null then '' else '"actor":' || to_json(e.actor)::text || ',' end
  || '"company":"' || e.company_id::text || '","data":' || e.data::text || ',"day":"' || e.day::text || '","id":"' || e.id::text || '"'
  || case when e.locked_through is null then '' else ',"lockedThrough":"' || e.locked_through::text || '"' end
  || ',"position":"' || e.position::text || '"' || case when e.reverses is null then '' else ',"reverses":"' || e.reverses::text || '"' end
  || ',"time":"' || to_char(e.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","type":' || to_json(e.type)::text
  || ',"version":' || e.version::text || '}'`;

/**
 * Events as they were sealed, in order, some hundred at a time: the database spells the canonical row and sends it while
 * the ones before are verified, so that nothing is parsed here.
 */
export async function* readSealedEvents(tx: CompanyTransaction): AsyncGenerator<readonly SealedEvent[]> {
  if (!isUuid(tx.companyId)) throw new Error(`"${tx.companyId}" is no company.`);
  const decoder = new CopyDecoder();
  const parts = tx.copyOut(
    `copy (select e.position, e.previous_hash, e.hash, e.texts::text, ${SEALED}
       from books.event e where e.company_id = '${tx.companyId}' order by e.position) to stdout (format binary)`,
  );
  for await (const part of parts) yield decoder.rows(part).map((columns) => new StoredSeal(columns));
}

/** An event as the database sends it; what only a fault needs is read then. */
class StoredSeal implements SealedEvent {
  readonly position: bigint;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly sealed: Buffer;
  readonly textsJson?: string;

  constructor([position, previousHash, hash, texts, sealed]: readonly (Buffer | undefined)[]) {
    this.position = position!.readBigInt64BE();
    this.previousHash = previousHash!;
    this.hash = hash!;
    this.sealed = sealed!;
    if (texts !== undefined) this.textsJson = texts.toString('utf8');
  }

  get id(): string {
    return this.whole().id;
  }

  whole(): UnchainedEvent {
    const {
      company: _company,
      position,
      ...event
    } = JSON.parse(this.sealed.toString('utf8')) as {
      company: string;
      position: string;
    };
    return { ...event, position: BigInt(position) } as unknown as UnchainedEvent;
  }
}
