import { anything, day, flag, instant, listOf, object, oneOf, text, uuid } from './schema-parts.js';

const company = {
  id: uuid,
  name: text,
  'siren?': text,
  'vatNumber?': text,
  country: text,
  currency: text,
  timeZone: text,
  address: anything,
  fiscalYearEnd: { type: 'string', description: 'MM-DD' },
  cutOverDay: day,
  posting: oneOf('propose', 'auto'),
  booksComplete: flag,
  'lockedThrough?': day,
  settings: anything,
};

/** Answers about companies, accounts, people and keys. */
export const setUp = {
  Company: object(company),
  ListedCompany: object({ ...company, demonstration: flag }),
  AddedCompany: object({ id: uuid, name: text }),
  CompaniesImport: object({
    added: listOf(object({ id: uuid, name: text })),
    known: listOf(object({ id: uuid, name: text })),
  }),
  BankAccount: object({
    id: uuid,
    'iban?': text,
    'number?': text,
    'bic?': text,
    currency: text,
    label: text,
    journal: text,
    ledgerAccount: text,
  }),
  Session: object({
    user: object({ 'name?': text, 'email?': text }),
    companies: listOf(
      object({
        id: uuid,
        name: text,
        'siren?': text,
        currency: text,
        posting: text,
        demonstration: flag,
        may: listOf(text),
      }),
    ),
  }),
  SignedIn: object({ user: object({ 'name?': text, 'email?': text }), csrfToken: text }),
  ApiKey: object({
    id: text,
    name: text,
    scopes: listOf(text),
    createdAt: instant,
    'expiresAt?': instant,
    'lastUsedAt?': instant,
    'revokedAt?': instant,
  }),
  NewApiKey: object({ id: text, 'key?': { type: 'string', description: 'Shown once' } }),
  NewUser: object({
    id: uuid,
    email: text,
    role: text,
    'signIn?': { type: 'string', description: 'Single-use, shown once' },
  }),
};
