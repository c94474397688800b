import type { BilingualText, Violation } from '../rules/rule.js';
import type { Acknowledgement, LifecycleMessage, ReferencedInvoice, StatusDetail } from './lifecycle-message.js';

/** A rule on life-cycle messages: data for people and the test itself. */
export interface LifecycleRule {
  /** The identifier of the published rule set (BR-FR-CDV-…), else ours in kebab-case. */
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  /** Terms (MDT, MDG) the test reads. */
  readonly reads: readonly string[];
  readonly text: BilingualText;
  readonly test: (facts: MessageFacts) => Iterable<Violation>;
}

/** Something of a message with its XPath. */
export type At<T> = readonly [path: string, value: T];

/** What the rules ask of a message, with paths; built once. */
export class MessageFacts {
  readonly acknowledgements: readonly At<Acknowledgement>[];
  readonly invoices: readonly (readonly [path: string, value: ReferencedInvoice, within: Acknowledgement])[];
  readonly details: readonly (readonly [path: string, value: StatusDetail, within: ReferencedInvoice])[];
  /** An invoice of the message is inadmissible (501). */
  readonly tellsInadmissible: boolean;

  constructor(readonly message: LifecycleMessage) {
    this.acknowledgements = numbered('/rsm:AcknowledgementDocument', message.acknowledgements);
    this.invoices = this.acknowledgements.flatMap(([path, one]) =>
      numbered(`${path}/ram:ReferenceReferencedDocument`, one.invoices).map(
        ([at, invoice]) => [at, invoice, one] as const,
      ),
    );
    this.details = this.invoices.flatMap(([path, invoice]) =>
      numbered(`${path}/ram:SpecifiedDocumentStatus`, invoice.details).map(
        ([at, detail]) => [at, detail, invoice] as const,
      ),
    );
    this.tellsInadmissible = this.invoices.some(([, { status }]) => status === '501');
  }

  /** True if the public portal (PPF) is the only one told, by its number. */
  get forPortalAlone(): boolean {
    const recipients = this.message.recipients ?? [];
    const ids = recipients.flatMap((party) => party.globalIds ?? []);
    return (
      ids.length === 1 &&
      ids[0]!.scheme === '0238' &&
      ids[0]!.value === '0000' &&
      recipients.some(({ role }) => role === 'DFH')
    );
  }

  /** Phases (MDT-77) of the message. */
  get phases(): readonly string[] {
    return this.acknowledgements.map(([, one]) => one.phase ?? '');
  }
}

/** Members with their XPath, counted from 1. */
export function numbered<T>(path: string, members: readonly T[] | undefined): At<T>[] {
  return (members ?? []).map((member, index) => [`${path}[${index + 1}]`, member] as const);
}

type Checked = boolean | string;

/** A rule on the message as a whole. */
export function onMessage(
  id: string,
  reads: string,
  text: BilingualText,
  path: string,
  holds: (facts: MessageFacts) => Checked,
): LifecycleRule {
  return { id, severity: 'fatal', reads: reads.split(' '), text, test: (facts) => broken(holds(facts), path) };
}

/** A rule on each member of something repeated. */
export function onEach<T extends readonly [path: string, ...rest: unknown[]]>(
  id: string,
  reads: string,
  text: BilingualText,
  members: (facts: MessageFacts) => Iterable<T>,
  holds: (member: T, facts: MessageFacts) => Checked,
  options: { readonly severity?: 'warning'; readonly child?: string } = {},
): LifecycleRule {
  return {
    id,
    severity: options.severity ?? 'fatal',
    reads: reads.split(' '),
    text,
    *test(facts) {
      for (const member of members(facts))
        yield* broken(holds(member, facts), `${member[0]}${options.child === undefined ? '' : `/${options.child}`}`);
    },
  };
}

function* broken(result: Checked, location: string): Iterable<Violation> {
  if (result === true) return;
  yield result === false || result === '' ? { location } : { location, found: result };
}
