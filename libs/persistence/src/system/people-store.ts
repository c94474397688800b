import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../new-id.js';
import { orExists } from '../setup/setup-error.js';
import type { SystemQuery } from './system-query.js';

export type Role = 'viewer' | 'accountant' | 'integrator' | 'administrator';

/** A person who signs in. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash?: string;
}

/** A role in a firm (then in each of its companies) or in one company of it. */
export interface Membership {
  readonly userId: string;
  readonly firmId: string;
  readonly companyId?: string;
  readonly role: Role;
}

/** A session that was shown by its token and has not expired. */
export interface Session {
  readonly userId: string;
  /** SHA-256 of the token that requests which change something must bear. */
  readonly csrfHash: Buffer;
}

interface UserRow {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
}

/** People: users, their roles, sessions and single-use sign-ins. Tokens are kept as SHA-256 only. */
export class PeopleStore {
  constructor(private readonly query: SystemQuery) {}

  /** Adds a user; `passwordHash` is whatever the caller's password function makes. Returns the id. */
  async addUser(user: { id?: string; email: string; name: string; passwordHash?: string }): Promise<string> {
    const id = user.id ?? newId();
    const email = user.email.trim().toLowerCase();
    const insert = this.query(`insert into system.app_user (id, email, name, password_hash) values ($1, $2, $3, $4)`, [
      id,
      email,
      user.name,
      user.passwordHash ?? null,
    ]);
    await orExists('email', `A user with the address ${email} is there already.`, insert);
    return id;
  }

  async userByEmail(email: string): Promise<User | undefined> {
    const rows = await this.query<UserRow>(`select * from system.app_user where email = $1`, [
      email.trim().toLowerCase(),
    ]);
    return rows[0] && toUser(rows[0]);
  }

  async user(id: string): Promise<User | undefined> {
    const rows = await this.query<UserRow>(`select * from system.app_user where id = $1`, [id]);
    return rows[0] && toUser(rows[0]);
  }

  async setPasswordHash(userId: string, passwordHash: string): Promise<void> {
    await this.query(`update system.app_user set password_hash = $2 where id = $1`, [userId, passwordHash]);
  }

  /** Gives a role; a role given before at the same place is replaced. */
  async grant(membership: Membership): Promise<void> {
    await this.query(
      `insert into system.membership (user_id, firm_id, company_id, role) values ($1, $2, $3, $4)
         on conflict (user_id, firm_id, company_id) do update set role = excluded.role`,
      [membership.userId, membership.firmId, membership.companyId ?? null, membership.role],
    );
  }

  async revoke(membership: Omit<Membership, 'role'>): Promise<boolean> {
    const rows = await this.query(
      `delete from system.membership where user_id = $1 and firm_id = $2 and company_id is not distinct from $3 returning 1`,
      [membership.userId, membership.firmId, membership.companyId ?? null],
    );
    return rows.length > 0;
  }

  async membershipsOf(userId: string): Promise<Membership[]> {
    const rows = await this.query<{ firm_id: string; company_id: string | null; role: Role }>(
      `select firm_id, company_id, role from system.membership where user_id = $1 order by firm_id, company_id nulls first`,
      [userId],
    );
    return rows.map((row) => ({
      userId,
      firmId: row.firm_id,
      ...(row.company_id === null ? {} : { companyId: row.company_id }),
      role: row.role,
    }));
  }

  /** Opens a session; the tokens are returned this once. */
  async openSession(userId: string, seconds: number): Promise<{ token: string; csrf: string }> {
    const token = randomBytes(32).toString('base64url');
    const csrf = randomBytes(32).toString('base64url');
    await this.query(
      `insert into system.session (id_hash, user_id, csrf_hash, expires_at) values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))`,
      [tokenHash(token), userId, tokenHash(csrf), seconds],
    );
    return { token, csrf };
  }

  async session(token: string): Promise<Session | undefined> {
    const [row] = await this.query<{ user_id: string; csrf_hash: Buffer }>(
      `select user_id, csrf_hash from system.session where id_hash = $1 and expires_at > clock_timestamp()`,
      [tokenHash(token)],
    );
    return row && { userId: row.user_id, csrfHash: row.csrf_hash };
  }

  async closeSession(token: string): Promise<void> {
    await this.query(`delete from system.session where id_hash = $1 or expires_at < clock_timestamp()`, [
      tokenHash(token),
    ]);
  }

  /** Makes a single-use sign-in for a user, as the address that `npm start` prints bears. */
  async makeSignIn(userId: string, seconds: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.query(
      `insert into system.sign_in (token_hash, user_id, expires_at) values ($1, $2, clock_timestamp() + make_interval(secs => $3))`,
      [tokenHash(token), userId, seconds],
    );
    return token;
  }

  /** Uses a sign-in: its user the first time, undefined after that or once it has expired. */
  async useSignIn(token: string): Promise<string | undefined> {
    const [row] = await this.query<{ user_id: string }>(
      `update system.sign_in set used_at = clock_timestamp()
        where token_hash = $1 and used_at is null and expires_at > clock_timestamp() returning user_id`,
      [tokenHash(token)],
    );
    return row?.user_id;
  }
}

/** The SHA-256 under which a random token is kept. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function toUser(row: UserRow): User {
  const { id, email, name } = row;
  return { id, email, name, ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }) };
}
