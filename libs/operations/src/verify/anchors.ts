import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@lettrage/billing';
import type { CompanyTransaction, Violation } from '@lettrage/persistence';
import { SqlBillingStore } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';

/**
 * Anchors: one small signed file a day that says how many events a company has and what the last one's hash is. Kept
 * away from the database, they show what the database alone cannot: a cut tail, and a chain made anew with its key.
 */
export interface Anchor {
  readonly company: string;
  readonly day: string;
  /** Events in the log. */
  readonly position: string;
  /** Hash of the last one, hexadecimal. */
  readonly head: string;
  /** SHA-256 of the anchor before it, so that one taken out shows; '' for the first. */
  readonly previous: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** Where anchors lie; copy them, or point the folder, to a place the database's keepers cannot write. */
export function anchorFolder(context: OperationsContext, companyId: string): string {
  return join(context.anchorFolder ?? join(context.folder, 'anchors'), companyId);
}

/** Writes today's anchor of a company; where it is there already it is left alone. Returns its path. */
export async function writeAnchor(context: OperationsContext, companyId: string): Promise<string> {
  const folder = anchorFolder(context, companyId);
  await mkdir(folder, { recursive: true });
  const day = context.now().toISOString().slice(0, 10);
  const path = join(folder, `${day}.json`);
  const names = await anchorNames(folder);
  if (names.includes(`${day}.json`)) return path;
  const before = names.at(-1);
  const previous = before === undefined ? '' : digestOf(await readFile(join(folder, before)));
  const head = await context.database.withCompany(companyId, (tx) => new SqlBillingStore(tx).lockHead());
  const key = await signingKey(context);
  const facts = {
    company: companyId,
    day,
    position: head.position.toString(),
    head: Buffer.from(head.hash).toString('hex'),
    previous,
    publicKey: publicKeyOf(key),
  };
  const signature = sign(null, Buffer.from(canonicalJson(facts)), key).toString('base64');
  await placeOnce(path, `${JSON.stringify({ ...facts, signature }, undefined, 2)}\n`);
  return path;
}

/** Compares the log with every anchor of the company, oldest first; names the first event that cannot be the one anchored. */
export async function verifyAnchors(
  context: OperationsContext,
  companyId: string,
  tx: CompanyTransaction,
): Promise<{ readonly anchors: number; readonly violations: Violation[] }> {
  const folder = anchorFolder(context, companyId);
  const names = await anchorNames(folder);
  const publicKey = names.length === 0 ? '' : publicKeyOf(await signingKey(context));
  const violations: Violation[] = [];
  let previous = '';
  let known = 0n;
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const anchor = readAnchor(bytes, companyId, publicKey);
    const why = anchor === undefined ? 'is not signed with the key of this installation' : undefined;
    if (why !== undefined || anchor === undefined)
      violations.push({ invariant: 'I6', subject: `anchor ${name}`, detail: why ?? '' });
    else {
      if (anchor.previous !== previous)
        violations.push({
          invariant: 'I6',
          subject: `anchor ${name}`,
          detail: 'does not follow the anchor before it: one was taken out',
        });
      const fault = await contradiction(tx, anchor, known);
      if (fault !== undefined) return { anchors: names.length, violations: [...violations, fault] };
      known = BigInt(anchor.position);
    }
    previous = digestOf(bytes);
  }
  return { anchors: names.length, violations };
}

/** What the log has at the anchor's position instead; `known` is the last position an anchor proved. */
async function contradiction(tx: CompanyTransaction, anchor: Anchor, known: bigint): Promise<Violation | undefined> {
  if (anchor.position === '0') return undefined;
  const rows = await tx.query<{ last: bigint | null; hash: string | null }>(
    `select (select max(position) from books.event where company_id = $1) as last,
            (select encode(hash, 'hex') from books.event where company_id = $1 and position = $2) as hash`,
    [tx.companyId, anchor.position],
  );
  const { last, hash } = rows[0]!;
  if (hash === anchor.head) return undefined;
  if (hash === null) {
    const end = last ?? 0n;
    return {
      invariant: 'I6',
      subject: `event ${end + 1n}`,
      detail: `is missing: the anchor of ${anchor.day} knows ${anchor.position} events, the log ends at ${end}`,
    };
  }
  return {
    invariant: 'I6',
    subject: `event ${known + 1n}`,
    detail: `or one after it, up to ${anchor.position}, was changed and the chain made anew: the anchor of ${anchor.day} knows another`,
  };
}

function readAnchor(bytes: Uint8Array, companyId: string, publicKey: string): Anchor | undefined {
  try {
    const anchor = JSON.parse(Buffer.from(bytes).toString('utf8')) as Anchor;
    const { signature, ...facts } = anchor;
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const isOurs = anchor.company === companyId && anchor.publicKey === publicKey;
    const isSigned = verify(null, Buffer.from(canonicalJson(facts)), key, Buffer.from(signature, 'base64'));
    return isOurs && isSigned ? anchor : undefined;
  } catch {
    // Whatever it is, it is no anchor of ours.
    return undefined;
  }
}

async function anchorNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^\d{4}-\d{2}-\d{2}\.json$/.test(name)).sort();
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}

/** The installation's signing key (ed25519): a file of the home folder, made at the first anchor. */
async function signingKey(context: OperationsContext): Promise<KeyObject> {
  const path = join(context.folder, 'anchor.key');
  const { privateKey } = generateKeyPairSync('ed25519');
  await placeOnce(path, privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  return createPrivateKey(await readFile(path, 'utf8'));
}

/** Writes a file whole, unless it is there: nobody reads half of it, and nobody's is replaced. */
async function placeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.${Math.trunc(performance.now() * 1_000)}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}
