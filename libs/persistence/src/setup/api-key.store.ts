import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CompanyTransaction } from '../company-transaction.js';
import type { Database } from '../database.js';
import { ApiKeyRow } from '../entities/index.js';

/** What is known of a key; never its secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

/** A key that was shown and holds. */
export interface VerifiedApiKey {
  readonly companyId: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** `lk_<company>_<id>_<secret>`: the company says where to look, the secret is 256 random bits. */
const SHAPE = /^lk_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([0-9a-f]{12})_([0-9a-f]{64})$/;

/** The company's keys for machines. */
export class ApiKeyStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Makes a key. The text is returned this once and cannot be had again. */
  async issue(key: {
    name: string;
    scopes: readonly string[];
    expiresAt?: Date;
  }): Promise<{ id: string; key: string }> {
    const id = randomBytes(6).toString('hex');
    const secret = randomBytes(32).toString('hex');
    await this.tx.manager.insert(ApiKeyRow, {
      companyId: this.tx.companyId,
      id,
      name: key.name,
      secretHash: hashOf(secret),
      scopes: [...key.scopes],
      expiresAt: key.expiresAt ?? null,
    });
    return { id, key: `lk_${this.tx.companyId}_${id}_${secret}` };
  }

  async list(): Promise<ApiKey[]> {
    const rows = await this.tx.manager.find(ApiKeyRow, {
      where: { companyId: this.tx.companyId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: row.scopes,
      createdAt: row.createdAt,
      ...(row.expiresAt === null ? {} : { expiresAt: row.expiresAt }),
      ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt }),
      ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
    }));
  }

  /** Ends a key at once; false where there is none that still holds. */
  async revoke(id: string): Promise<boolean> {
    const touched = await this.tx.execute(
      `update books.api_key set revoked_at = clock_timestamp() where company_id = $1 and id = $2 and revoked_at is null`,
      [this.tx.companyId, id],
    );
    return touched > 0;
  }
}

/**
 * Checks a key as a machine shows it. Undefined for one that is malformed, unknown, wrong, expired (by the database's
 * clock) or revoked, without saying which. Notes its use, at most once a minute.
 */
export async function verifyApiKey(database: Database, text: string): Promise<VerifiedApiKey | undefined> {
  const [, companyId, id, secret] = SHAPE.exec(text) ?? [];
  if (companyId === undefined || id === undefined || secret === undefined) return undefined;
  return database.withCompany(companyId, async (tx) => {
    const [row] = await tx.query<{
      name: string;
      scopes: string[];
      secret_hash: Buffer;
      valid: boolean;
      stale: boolean;
    }>(
      `select name, scopes, secret_hash, revoked_at is null and coalesce(expires_at > clock_timestamp(), true) as valid,
              coalesce(last_used_at < clock_timestamp() - interval '1 minute', true) as stale
         from books.api_key where company_id = $1 and id = $2`,
      [companyId, id],
    );
    // An unknown key is compared as well, so that the time taken does not tell it from a wrong secret.
    const matches = timingSafeEqual(hashOf(secret), row?.secret_hash ?? Buffer.alloc(32));
    if (!row || !matches || !row.valid) return undefined;
    if (row.stale) {
      await tx.query(`update books.api_key set last_used_at = clock_timestamp() where company_id = $1 and id = $2`, [
        companyId,
        id,
      ]);
    }
    return { companyId, id, name: row.name, scopes: row.scopes };
  });
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
