import { statementReaders, type ProfileChoice, type StatementFileHead } from '@lettrage/adapter-host';
import { InputError } from '@lettrage/domain';
import { decodeText } from '@lettrage/formats';
import { StatementProfileStore, type CompanyTransaction, type StatementProfile } from '@lettrage/persistence';
import { parse } from 'csv-parse/sync';
import type { OperationsContext } from '../context.js';

/** Readers of tables, whose layouts can be kept. */
const FORMATS = ['statement-csv', 'statement-xlsx'];
const HEADER_WITHIN = 40;
const LARGEST = 64 * 1024;

/** A profile that somebody confirms. */
export interface ConfirmedProfile {
  /** The `id` in the profile where absent. */
  readonly name?: string;
  /** JSON, as `proposeStatementProfile` prints it and a person has looked at it. */
  readonly profile: string;
  readonly by: string;
  /** In place of one of the same name. */
  readonly replace?: boolean;
}

/**
 * Keeps a layout in the books of a company. Later files with the same header are read by it.
 *
 * @throws InputError `bad-profile` if the reader cannot use it; `exists` if the name is taken
 */
export async function keepStatementProfile(
  context: OperationsContext,
  companyId: string,
  confirmed: ConfirmedProfile,
): Promise<StatementProfile> {
  const profile = parsed(confirmed.profile);
  const format = profile['format'];
  if (typeof format !== 'string' || !FORMATS.includes(format))
    throw badProfile(`"format" must be one of ${FORMATS.join(', ')}.`);
  const { check: _check, ...read } = profile;
  // Lines of two layouts are told apart by the layout's id; the proposed one is the same for all.
  const plain = confirmed.name === undefined ? read : { ...read, id: idOf(confirmed.name, read['id']) };
  await refuseUnusable(context, JSON.stringify(plain));
  const name = confirmed.name ?? String(plain['id']);
  return context.database.withCompany(companyId, (tx) =>
    new StatementProfileStore(tx).keep({ name, format, profile: plain, confirmedBy: confirmed.by }, confirmed.replace),
  );
}

/** A layout of the company by name or id. @throws InputError `not-found` */
export async function statementProfile(tx: CompanyTransaction, named: string): Promise<StatementProfile> {
  const store = new StatementProfileStore(tx);
  const found = await store.find(named);
  if (found) return found;
  const known = (await store.list()).map(({ name }) => name).join(', ') || 'none yet';
  throw new InputError('not-found', `The company has no statement profile "${named}". Its profiles: ${known}.`);
}

/** Deletes a layout; what was read by it stays. @throws InputError `not-found` */
export async function removeStatementProfile(tx: CompanyTransaction, named: string): Promise<StatementProfile> {
  const profile = await statementProfile(tx, named);
  await new StatementProfileStore(tx).remove(profile.id);
  return profile;
}

function idOf(name: string, otherwise: unknown): unknown {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '').slice(0, 60) || otherwise;
}

function parsed(text: string): Record<string, unknown> {
  if (text.length > LARGEST) throw badProfile('it is longer than 64 KB.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw badProfile(`it is not JSON: ${(error as Error).message}`);
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw badProfile('it is no JSON object.');
  return json as Record<string, unknown>;
}

function badProfile(reason: string): InputError {
  const message = `The profile is not usable: ${reason}`;
  return new InputError('bad-profile', message, [
    { severity: 'error', rule: 'bad-profile', message, location: 'profile' },
  ]);
}

/** The reader itself says what it cannot use; profiles of CSV and Excel are of one kind. */
async function refuseUnusable(context: OperationsContext, profile: string): Promise<void> {
  const csv = (await statementReaders(context.adapters)).find(({ id }) => id === 'statement-csv');
  if (!csv) throw badProfile('no reader of tables is installed.');
  const sample = (async function* () {
    yield await Promise.resolve(new TextEncoder().encode('a;b\n1;2\n'));
  })();
  for await (const lines of csv.reader.read(sample, { file: 'profile', profile }))
    for (const line of lines)
      if (line.type === 'problem' && line.code === 'bad-profile')
        throw badProfile(`${line.message.replace(/^.*?the profile is not usable: /, '')}.`);
}

/** The layouts of some companies, looked at where a file is a table; those that were used are noted. */
export class KeptProfiles {
  private loaded: Promise<readonly { readonly companyId: string; readonly profile: StatementProfile }[]> | undefined;
  private readonly used = new Map<string, Set<string>>();

  constructor(
    private readonly context: OperationsContext,
    private readonly companies: readonly string[],
  ) {}

  /** A layout the caller named, if it is one of these. */
  async named(name: string): Promise<ProfileChoice | undefined> {
    const found = (await this.all()).filter(({ profile }) => profile.name === name || profile.id === name);
    return this.chosen(found, name);
  }

  /** The layout whose header the file has, cell by cell. */
  async forFile(file: StatementFileHead): Promise<ProfileChoice | undefined> {
    const { text } = decodeText(file.head);
    if (text.includes('\u0000') || /^\s*(?:<|OFXHEADER|:20:|\{1:|!Type|%PDF|PK|0[14]\d{5})/.test(text))
      return undefined;
    const fitting = (await this.all()).filter(
      ({ profile }) => profile.format === 'statement-csv' && hasHeader(text, profile),
    );
    return this.chosen(fitting, file.name);
  }

  /** To be called when the files are read. */
  async noteUse(): Promise<void> {
    for (const [companyId, ids] of this.used)
      await this.context.database.withCompany(companyId, (tx) => new StatementProfileStore(tx).used([...ids]));
  }

  private chosen(
    found: readonly { readonly companyId: string; readonly profile: StatementProfile }[],
    what: string,
  ): ProfileChoice | undefined {
    const [first] = found;
    if (!first) return undefined;
    const json = JSON.stringify(first.profile.profile);
    if (found.some(({ profile }) => JSON.stringify(profile.profile) !== json)) {
      const names = [...new Set(found.map(({ profile }) => profile.name))].join(', ');
      throw new InputError('ambiguous-profile', `Several profiles fit ${what}: ${names}. Say which with --profile.`);
    }
    const ids = this.used.get(first.companyId) ?? new Set();
    this.used.set(first.companyId, ids.add(first.profile.id));
    return { format: first.profile.format, profile: json };
  }

  private all() {
    return (this.loaded ??= this.load());
  }

  private async load() {
    const all: { companyId: string; profile: StatementProfile }[] = [];
    for (const companyId of this.companies) {
      const own = await this.context.database.withCompany(companyId, (tx) => new StatementProfileStore(tx).list());
      all.push(...own.map((profile) => ({ companyId, profile })));
    }
    return all;
  }
}

/** Whether one of the first lines is the header of the layout. A layout without a header has to be named. */
function hasHeader(text: string, { profile }: StatementProfile): boolean {
  const header = profile['header'];
  if (!Array.isArray(header) || header.length < 2) return false;
  const wanted = trimmed((header as unknown[]).map(String));
  const delimiters = typeof profile['delimiter'] === 'string' ? [profile['delimiter']] : [';', ',', '\t', '|'];
  return text
    .split(/\r\n|\n|\r/)
    .slice(0, HEADER_WITHIN)
    .some((line) => delimiters.some((delimiter) => sameCells(cellsOf(line, delimiter), wanted)));
}

function cellsOf(line: string, delimiter: string): string[] {
  try {
    const rows: string[][] = parse(line, { delimiter, relax_quotes: true, relax_column_count: true });
    const [cells = []] = rows;
    return trimmed(cells);
  } catch {
    return [];
  }
}

/** As headers are compared: no accents, case, blanks or empty cells at the end. */
function trimmed(cells: readonly string[]): string[] {
  const plain = cells.map((cell) =>
    cell
      .normalize('NFD')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
  );
  return plain.slice(0, plain.findLastIndex((cell) => cell !== '') + 1);
}

function sameCells(cells: readonly string[], wanted: readonly string[]): boolean {
  return cells.length === wanted.length && cells.every((cell, index) => cell === wanted[index]);
}
