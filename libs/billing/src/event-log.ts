import type { BillingEvent, BillingEventType, Day } from '@lettrage/domain';
import type { BillingStore, EventHead, EventRow } from './billing-store.js';
import { chainHash } from './event-chain.js';
import { valueForeign } from './value-foreign.js';
import { hideTexts } from './event-texts.js';

/** Time, ids and the key of the chain: what a pure library is given instead of taking. */
export interface BillingEnvironment {
  /** A new UUIDv7. */
  newId(): string;
  /** This instant, ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Key of the event chain; never in the database. */
  readonly eventKey: Uint8Array;
  /** Who acts, where no command says; `system` otherwise. */
  readonly actor?: string;
  /** A salt nobody can guess, for the digests of personal texts; a new id where this is absent. */
  newSalt?(): string;
}

/** An event as a use case states it. */
export type EventDraft = {
  [Type in BillingEventType]: {
    readonly id?: string;
    readonly type: Type;
    readonly day: Day;
    readonly reverses?: string;
    readonly actor?: string;
    readonly data: Extract<BillingEvent, { type: Type }>['data'];
  };
}[BillingEventType];

/**
 * The end of the event log, locked. Opened after everything else is locked and closed before the commit; positions
 * are therefore gapless and in the order of commit.
 */
export class EventLog {
  private constructor(
    private readonly store: BillingStore,
    private readonly environment: BillingEnvironment,
    private readonly company: { readonly id: string; readonly currency: string },
    private head: EventHead,
  ) {}

  static async open(store: BillingStore, environment: BillingEnvironment): Promise<EventLog> {
    const company = await store.company();
    return new EventLog(store, environment, company, await store.lockHead());
  }

  /** Chains and inserts the events; returns their positions, in the order given. */
  async append(given: readonly EventDraft[]): Promise<bigint[]> {
    const drafts = await valueForeign(given, this.company.currency, (keys) => this.store.exchangeRates(keys));
    const time = this.environment.now();
    const rows: EventRow[] = [];
    for (const draft of drafts) {
      const { data, texts } = hideTexts(draft.data, () => this.environment.newSalt?.() ?? this.environment.newId());
      const event = {
        position: this.head.position + 1n,
        id: draft.id ?? this.environment.newId(),
        type: draft.type,
        version: 1,
        time,
        day: draft.day,
        ...(draft.reverses === undefined ? {} : { reverses: draft.reverses }),
        actor: draft.actor ?? this.environment.actor ?? 'system',
        ...(this.head.lockedThrough === undefined ? {} : { lockedThrough: this.head.lockedThrough }),
        data,
      };
      const hash = chainHash(this.environment.eventKey, this.company.id, this.head.hash, event);
      rows.push({ ...event, texts, previousHash: this.head.hash, hash });
      this.head = { ...this.head, position: event.position, hash };
    }
    await this.store.insertEvents(rows);
    return rows.map((row) => row.position);
  }

  /** Writes where the log ends now. */
  async close(): Promise<void> {
    await this.store.moveHead(this.head);
  }
}
