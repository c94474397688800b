import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DispatchStore, isUuid, newId } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

/**
 * The token of a download link: `<company>.<dispatch>.<secret>`. The secret is 256 bits that only the key outside the
 * database gives; the database holds its SHA-256.
 */
export function linkToken(context: OperationsContext, companyId: string, dispatchId: string): string {
  return `${companyId}.${dispatchId}.${secretOf(context, dispatchId)}`;
}

/** What the database keeps of a token. */
export function linkHash(context: OperationsContext, dispatchId: string): Buffer {
  return hashOf(secretOf(context, dispatchId));
}

/** A document as a link shows it. */
export interface LinkedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * The document of a link, and the receipt that it was opened (one a day). Undefined where the token is malformed,
 * unknown or wrong, or the link has ended or was revoked, without saying which.
 */
export async function openLink(context: OperationsContext, token: string): Promise<LinkedDocument | undefined> {
  const [companyId = '', dispatchId = '', secret = '', ...more] = token.split('.');
  if (more.length > 0 || !isUuid(companyId) || !isUuid(dispatchId)) return undefined;
  return context.database.withCompany(companyId, async (tx) => {
    const store = new DispatchStore(tx);
    const link = await store.link(dispatchId);
    // An unknown link is compared as well, so that the time taken does not tell it from a wrong secret.
    const matches = timingSafeEqual(hashOf(secret), link?.tokenHash ?? Buffer.alloc(32));
    if (!link || !matches || !link.open) return undefined;
    const document = await store.document(link.documentId);
    if (!document) return undefined;
    const day = context.now().toISOString().slice(0, 10);
    await store.learn({ id: newId(), dispatchId, kind: 'opened', onceKey: `opened ${day}` });
    return { name: document.name, mediaType: document.mediaType, bytes: document.bytes };
  });
}

function secretOf(context: OperationsContext, dispatchId: string): string {
  return createHmac('sha256', context.eventKey).update(`document-link ${dispatchId}`).digest('base64url');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
