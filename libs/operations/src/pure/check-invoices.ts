import type { AdapterHost } from '@lettrage/adapter-host';
import { hasErrors, InputError, type Problem } from '@lettrage/domain';
import { checkInvoice, checkInvoiceXml, rulePacks } from '@lettrage/einvoicing';
import { judgeBySheets, officialSheets, type SheetFolder, type SheetVerdict } from './official-sheets.js';
import { asProblem, readInvoice, type InvoiceRead } from './read-invoice.js';

/** The verdict on one invoice, in the shape of the public interface. */
export interface InvoiceVerdict {
  readonly valid: boolean;
  readonly profile?: string;
  readonly problems: readonly Problem[];
  /** What the official sheets say, where their folder was named: a second opinion, which does not change `valid`. */
  readonly official?: readonly SheetVerdict[];
}

/**
 * Checks invoices; one verdict each, in order. `result.invalid` counts those with an error. A file that cannot be read
 * is an invalid invoice: one bad file of a hundred does not hide the verdicts on the others.
 *
 * `sheets` names a folder of official sheets for a second opinion; whoever they do not call valid counts as invalid in
 * `result`, and so does what they could not check.
 *
 * @throws InputError if there is no rule pack of a given name, or no sheet in the folder
 */
export async function* checkInvoices(
  host: AdapterHost,
  files: readonly string[],
  rules: readonly string[] | undefined,
  result: { invalid: number },
  lang: 'en' | 'fr' = 'en',
  sheets?: string,
): AsyncGenerator<InvoiceVerdict> {
  requirePacks(rules);
  const folder = sheets === undefined ? undefined : await officialSheets(sheets);
  const options = { lang, ...(rules ? { rules } : {}), ...(folder ? { sheets: folder } : {}) };
  for (const file of files) {
    const verdict: InvoiceVerdict = await verdictOn(host, file, options).catch((error: unknown) => ({
      valid: false,
      problems: [asProblem(error)],
    }));
    const isDoubted = verdict.official?.some((one) => one.verdict !== 'valid') ?? false;
    if (!verdict.valid || isDoubted) result.invalid++;
    yield verdict;
  }
}

interface Options {
  readonly lang: 'en' | 'fr';
  readonly rules?: readonly string[];
  readonly sheets?: SheetFolder;
}

async function verdictOn(host: AdapterHost, file: string, options: Options): Promise<InvoiceVerdict> {
  const read = await readInvoice(host, file);
  const problems = problemsOf(read, options);
  const profile = read.profile ?? read.invoice?.processControl?.specificationIdentifier;
  const official = options.sheets && (await judgeBySheets(read.xml, options.sheets));
  return {
    valid: !hasErrors(problems),
    ...(profile === undefined ? {} : { profile }),
    problems,
    ...(official ? { official } : {}),
  };
}

/** A document of XML is judged as it is written, which its reading repeats; any other by the terms read from it. */
export function problemsOf(read: InvoiceRead, options: Options): readonly Problem[] {
  if (read.xml !== undefined) {
    const { problems } = checkInvoiceXml(read.xml, { ...options, isFacturx: read.isFacturx ?? false });
    const told = new Set(problems.map(keyOf));
    // What reading says beyond the XML is of the envelope: the PDF, its metadata, the encoding.
    const envelope = read.problems.filter(
      ({ rule }) => !/^(cii|ubl)-|^xml(-doctype|-depth|-size)?$|^unknown-syntax$/.test(rule),
    );
    return [...envelope.filter((problem) => !told.has(keyOf(problem))), ...problems];
  }
  return [...read.problems, ...(read.invoice ? checkInvoice(read.invoice, options) : [])];
}

const keyOf = ({ rule, location = '' }: Problem): string => `${rule} ${location}`;

function requirePacks(rules: readonly string[] | undefined): void {
  const known = [...new Set(rulePacks().map((pack) => pack.id))];
  const unknown = rules?.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw new InputError('unknown-rules', `There is no rule pack "${unknown}". Known: ${known.join(', ')}.`);
}
