import type { AdapterContext, StatusDocument, StatusPage, StatusSource } from '@lettrage/adapter-sdk';
import type { Flow, PlatformClient, PlatformConfig } from './platform.client.js';
import { isSignedByPlatform } from './platform.webhook.js';

/** Flow types that concern the company's own invoices: the invoices it sent, and what happened to them. */
const TYPES = ['CustomerInvoice', 'CustomerInvoiceLC', 'StateCustomerInvoiceLC'];
const PAGE = 25;

/**
 * Polls the flows that changed: messages from the other side, and our own invoices, whose acceptance is their deposit.
 * The cursor is the instant of the last change seen (the service compares strictly), and the page cursor within a search.
 * Flows still pending come again when they change.
 */
export function platformSource(client: PlatformClient, config: PlatformConfig, context: AdapterContext): StatusSource {
  return {
    async poll(cursor): Promise<StatusPage> {
      const since = text(cursor?.['since']) ?? '2000-01-01T00:00:00Z';
      const page = text(cursor?.['page']);
      const where = { updatedAfter: since, flowType: TYPES, ackStatus: 'Ok' };
      const { results, nextCursor } = await client.search(where, page, PAGE);
      const seen = [text(cursor?.['latest']) ?? since, ...results.map(({ updatedAt }) => updatedAt)];
      const latest = seen.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
      const documents: StatusDocument[] = [];
      for (const flow of results) documents.push(await documentOf(flow, client));
      if (nextCursor === undefined) return { documents, cursor: { since: latest }, more: false };
      return { documents, cursor: { since, page: nextCursor, latest }, more: true };
    },

    async isGenuine({ headers, body }) {
      if (config.webhookKey === undefined) return false;
      return isSignedByPlatform({ headers, body, key: await context.secret('webhookKey'), now: context.clock.now() });
    },
  };
}

/** A message in CDAR, ours too (the books know it by its identifier, and another's 212 counts), or an invoice we sent. */
async function documentOf(flow: Flow, client: PlatformClient): Promise<StatusDocument> {
  const kind = flow.flowSyntax === 'CDAR' ? 'status' : 'invoice';
  const bytes = await client.original(flow.flowId);
  return { id: flow.flowId, kind, name: flow.name ?? flow.flowId, bytes, receivedAt: flow.submittedAt };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
