import { InputError } from '@lettrage/domain';
import { ApiKeyStore, CompanyStore, type Company, type CompanyChanges } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany, resolveCompany } from './companies.js';
import { checkSettings } from './company-settings.js';

/** A sign-in works once, within fifteen minutes. */
const SIGN_IN_SECONDS = 15 * 60;
const LOCAL_ADMINISTRATOR = 'administrator@localhost';

/** Roles of people, weakest first. */
export const ROLES = ['viewer', 'accountant', 'integrator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may do. */
export const SCOPES = ['read', 'write', 'admin'] as const;

/**
 * Adds a person with a role in a firm (the only one there is unless `firmId` says which) or in one company of it, and a
 * single-use sign-in.
 */
export async function addUser(
  context: OperationsContext,
  user: {
    readonly email: string;
    readonly name?: string;
    readonly role: string;
    readonly company?: string;
    readonly firmId?: string;
  },
): Promise<{ id: string; email: string; role: Role; signIn: string }> {
  const role = ROLES.find((known) => known === user.role);
  if (!role) throw new InputError('unknown-role', `"${user.role}" is no role. Roles: ${ROLES.join(', ')}.`);
  if (!/^[^\s@]+@[^\s@]+$/.test(user.email))
    throw new InputError('invalid-email', `"${user.email}" is not an e-mail address.`);
  const { system } = context.database;
  const firmId = user.firmId ?? (await system.firms())[0]?.id;
  if (firmId === undefined)
    throw new InputError(
      'company-needed',
      'There is no company yet. Add one: lettrage company add NAME --siren 732829320',
    );
  const company = user.company === undefined ? undefined : await resolveCompany(context, user.company);
  if (
    company &&
    !(await system.companies()).some((known) => known.companyId === company.id && known.firmId === firmId)
  ) {
    throw new InputError('unknown-company', `${company.name} is not a company of this firm.`);
  }
  const id = await system.people.addUser({ email: user.email, name: user.name ?? user.email });
  await system.people.grant({ userId: id, firmId, role, ...(company ? { companyId: company.id } : {}) });
  return { id, email: user.email, role, signIn: await system.people.makeSignIn(id, SIGN_IN_SECONDS) };
}

/** The single-use address of an installation that is used on its own machine: its first administrator signs in with it. */
export async function localSignIn(context: OperationsContext): Promise<string> {
  const { system } = context.database;
  const known = await system.people.userByEmail(LOCAL_ADMINISTRATOR);
  const userId = known?.id ?? (await system.people.addUser({ email: LOCAL_ADMINISTRATOR, name: 'Administrator' }));
  for (const firm of await system.firms())
    await system.people.grant({ userId, firmId: firm.id, role: 'administrator' });
  return system.people.makeSignIn(userId, SIGN_IN_SECONDS);
}

/** Makes an API key of a company; its text is shown once. */
export async function addApiKey(
  context: OperationsContext,
  companyId: string,
  key: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt?: Date },
): Promise<{ id: string; key: string }> {
  const unknown = key.scopes.find((scope) => !SCOPES.some((known) => known === scope));
  if (unknown !== undefined)
    throw new InputError('unknown-scope', `"${unknown}" is no scope. Scopes: ${SCOPES.join(', ')}.`);
  return context.database.withCompany(companyId, (tx) => new ApiKeyStore(tx).issue(key));
}

/**
 * Changes a company and returns it as it is now; `settings` are merged key by key.
 *
 * @throws InputError `settings` naming each setting that cannot be used
 */
export async function changeCompany(
  context: OperationsContext,
  companyId: string,
  changes: CompanyChanges,
): Promise<Company> {
  if (changes.settings !== undefined) await checkSettings(context, changes.settings);
  return context.database.withCompany(companyId, async (tx) => {
    await new CompanyStore(tx).update(changes);
    return readCompany(tx);
  });
}
