import type { SealedEvent, SealedRow, UnchainedEvent } from '@lettrage/billing';
import { CopyDecoder, type CopyRow } from '../bulk/copy-decoder.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { isUuid } from '../new-id.js';

/**
 * What of an event its seal covers, in the order of the columns below. The database spells what it spells fast; times and
 * texts to be escaped are spelled here.
 */
const EVENTS = /* sql */ `select e.position, e.previous_hash, e.hash, e.texts::text, e.actor,
    concat(e.data, ',"day":"', e.day, '","id":"', e.id, '"', ',"lockedThrough":"' || e.locked_through || '"',
           ',"position":"', e.position, '"', ',"reverses":"' || e.reverses || '"', ',"time":"'),
    e.time, e.type, e.version
  from books.event e`;
const [POSITION, PREVIOUS_HASH, HASH, TEXTS, ACTOR, DATA, TIME, TYPE, VERSION] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** 2000-01-01, from which PostgreSQL counts, in milliseconds. */
const EPOCH = 946_684_800_000;
/** Microseconds as far as numbers are exact: until 2285. */
const LATEST = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Events as they were sealed, in order, some hundred at a time: the database sends them while the ones before are
 * verified. One process of it does: what workers pass to each other costs more than they save.
 */
export async function* readSealedEvents(tx: CompanyTransaction): AsyncGenerator<readonly SealedEvent[]> {
  const { companyId } = tx;
  if (!isUuid(companyId)) throw new Error(`"${companyId}" is no company.`);
  const decoder = new CopyDecoder();
  const spelling = new Spelling(companyId);
  await tx.execute('set local max_parallel_workers_per_gather = 0');
  const parts = tx.copyOut(
    `copy (${EVENTS} where e.company_id = '${companyId}' order by e.position) to stdout (format binary)`,
  );
  for await (const part of parts) yield decoder.rows(part).map((row) => new StoredSeal(row, spelling));
  await tx.execute('set local max_parallel_workers_per_gather to default');
}

/**
 * How what stands before and behind the data of an event is spelled in its canonical row. Most events have it in common
 * with the one before, and what an import made at one instant shares that too.
 */
class Spelling {
  private actor: string | undefined;
  private head: Uint8Array | undefined;
  private end = { time: LATEST, type: '', version: 0, text: '' };

  constructor(private readonly companyId: string) {}

  before(actor: string | undefined): Uint8Array {
    if (this.head !== undefined && actor === this.actor) return this.head;
    const by = actor === undefined ? '' : `"actor":${JSON.stringify(actor)},`;
    this.actor = actor;
    this.head = Buffer.from(`{${by}"company":"${this.companyId.toLowerCase()}","data":`);
    return this.head;
  }

  behind(time: bigint, type: string, version: number): string {
    const { end } = this;
    if (time === end.time && type === end.type && version === end.version) return end.text;
    const text = `${instantOf(time)}","type":${JSON.stringify(type)},"version":${version}}`;
    this.end = { time, type, version, text };
    return text;
  }
}

/** An event as the database sends it; what only a fault needs is read then. */
class StoredSeal implements SealedEvent {
  constructor(
    private readonly row: CopyRow,
    private readonly spelling: Spelling,
  ) {}

  get position(): bigint {
    return this.row.int64(POSITION);
  }

  get previousHash(): Uint8Array {
    return this.row.bytes(PREVIOUS_HASH)!;
  }

  get hash(): Uint8Array {
    return this.row.bytes(HASH)!;
  }

  get textsJson(): string | undefined {
    return this.row.text(TEXTS);
  }

  get sealed(): SealedRow {
    const { row, spelling } = this;
    return [
      spelling.before(row.text(ACTOR)),
      row.bytes(DATA)!,
      spelling.behind(row.int64(TIME), row.text(TYPE)!, row.int32(VERSION)),
    ];
  }

  get id(): string {
    return this.whole().id;
  }

  whole(): UnchainedEvent {
    const json = Buffer.concat(this.sealed.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
    const {
      company: _company,
      position,
      ...event
    } = JSON.parse(json.toString('utf8')) as {
      company: string;
      position: string;
    };
    return { ...event, position: BigInt(position) } as unknown as UnchainedEvent;
  }
}

/** ISO 8601 of PostgreSQL's microseconds, cut down to milliseconds; blank where nobody can have written it. */
function instantOf(microseconds: bigint): string {
  if (microseconds > LATEST || microseconds < -LATEST) return '';
  const since = Number(microseconds);
  // Down, not towards zero: a time before 2000 is cut like any other.
  const rest = ((since % 1_000) + 1_000) % 1_000;
  return new Date((since - rest) / 1_000 + EPOCH).toISOString();
}
