import { setTimeout as pause } from 'node:timers/promises';
import { outcomeOfFailure, pushInOrder } from '@lettrage/adapter-sdk';
import type { AdapterContext, StatusEvent, StatusOutcome, StatusSink } from '@lettrage/adapter-sdk';
import type { ChorusClient, ChorusConfig } from './chorus.client.js';

/** The one event it takes: `data.file` is the invoice. */
const DISPATCHED = 'invoice.dispatched';

/** What Chorus Pro calls the syntaxes. */
const SYNTAXES: Readonly<Record<string, string>> = {
  'Factur-X': 'IN_DP_E2_CII_FACTURX',
  CII: 'IN_DP_E1_CII_16B',
  UBL: 'IN_DP_E1_UBL_INVOICE',
};

interface EventFile {
  readonly name: string;
  readonly syntax: string;
  readonly base64: string;
}

/**
 * Deposits invoices. Chorus Pro has no key against sending twice, but takes an invoice number of a supplier once: what is
 * there already is found by its number and not deposited again.
 */
export function chorusSink(client: ChorusClient, config: ChorusConfig, context: AdapterContext): StatusSink {
  return {
    accepts: [DISPATCHED],
    async push(events) {
      return pushInOrder(events, (event) => pushOne(event, client, config, context), {
        at: ['later'],
        message: 'An earlier file of the invoice comes first.',
      });
    },
  };
}

async function pushOne(
  event: StatusEvent,
  client: ChorusClient,
  config: ChorusConfig,
  context: AdapterContext,
): Promise<StatusOutcome> {
  const file = event.data?.['file'] as EventFile | undefined;
  const syntax = Object.hasOwn(SYNTAXES, file?.syntax ?? '') ? SYNTAXES[file!.syntax] : undefined;
  if (event.type !== DISPATCHED || file === undefined || syntax === undefined)
    return { event: event.id, status: 'unsupported', message: `Chorus Pro takes no "${file?.syntax ?? event.type}".` };
  const number = String(event.data?.['number'] ?? event.subject);
  try {
    const today = context.clock.now().toISOString().slice(0, 10);
    const known = await find(client, number, event.day, today);
    if (known !== undefined) return { event: event.id, status: 'already', externalId: known };
    const flow = await client.deposit({ name: file.name, base64: file.base64, syntax });
    const state = await settled(client, config, context, { flow, today, syntax });
    if (/REJET|IRRECEVABLE|INCIDENTE/.test(state))
      return {
        event: event.id,
        status: 'rejected',
        message: `Chorus Pro refuses the flow ${flow}: ${state}.`,
        externalId: flow,
      };
    return { event: event.id, status: 'done', externalId: flow };
  } catch (error) {
    return outcomeOfFailure(event, error);
  }
}

/** Number in Chorus Pro of an invoice deposited since the day of its event. */
async function find(client: ChorusClient, number: string, from: string, to: string): Promise<string | undefined> {
  for (let page = 1; ; page++) {
    const { invoices, more } = await client.search(from <= to ? from : to, to, page);
    const found = invoices.find((one) => one.number === number);
    if (found || !more) return found?.id;
  }
}

/** Looks at the report of a flow a few times; what is still under way then is told by later polls. */
async function settled(
  client: ChorusClient,
  { polls = 3, pollSeconds = 5 }: ChorusConfig,
  { signal }: AdapterContext,
  { flow, today, syntax }: { flow: string; today: string; syntax: string },
): Promise<string> {
  let state = '';
  for (let look = 0; look < polls && !/INTEGRE|REJET|IRRECEVABLE|INCIDENTE/.test(state); look++) {
    if (look > 0 && pollSeconds > 0) await pause(pollSeconds * 1000, undefined, { signal });
    // The file is there: a report that cannot be had now takes nothing back.
    state = await client.flowState(flow, today, syntax).catch(() => state);
  }
  return state;
}
