import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError, type Problem } from '@lettrage/domain';
import { readXmlTree, type XmlElement } from '@lettrage/formats';

/**
 * What an official rule sheet says of a document. `not-checked` is a verdict of its own: the engine failed, ran too long
 * or is not there, and nothing is known of the document.
 */
export interface SheetVerdict {
  /** File name of the sheet. */
  readonly sheet: string;
  readonly verdict: 'valid' | 'invalid' | 'not-checked';
  /** What the sheet found, warnings included. */
  readonly problems: readonly Problem[];
  /** Why it was not checked. */
  readonly reason?: string;
}

/** How sheets are run. */
export interface SheetOptions {
  /** Milliseconds one sheet may take on one document. */
  readonly limit?: number;
  /** Path of the engine's module; that of the installed `saxon-js` otherwise. */
  readonly engine?: string;
}

/** The sheets of a folder by the syntax they judge. */
export type SheetFolder = Readonly<Record<'cii' | 'ubl', readonly string[]>>;

const LIMIT = 120_000;
/** Megabytes an engine may take: it needs some 300 for a sheet and grows with the square of the lines. */
const MEMORY = 2048;
const WORKER = new URL('../../workers/official-sheet.worker.mjs', import.meta.url);

/**
 * The compiled sheets of a folder: files `cii-….sef.json` and `ubl-….sef.json`, as the compiler of saxon-js exports
 * them. Throws an InputError if the folder holds none or cannot be read.
 */
export async function officialSheets(folder: string): Promise<SheetFolder> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new InputError('sheets', `The folder of rule sheets ${folder} cannot be read: ${error.message}.`);
  });
  const of = (syntax: string): string[] =>
    names
      .filter((name) => name.startsWith(`${syntax}-`) && name.endsWith('.sef.json'))
      .map((name) => join(folder, name));
  const found = { cii: of('cii').sort(), ubl: of('ubl').sort() };
  if (found.cii.length + found.ubl.length === 0)
    throw new InputError('sheets', `${folder} holds no compiled rule sheet such as cii-en16931.sef.json.`);
  return found;
}

/** The verdicts of all sheets of the document's syntax, one after the other; a document without XML is not checked. */
export async function judgeBySheets(
  xml: string | undefined,
  sheets: SheetFolder,
  options: SheetOptions = {},
): Promise<SheetVerdict[]> {
  const syntax = xml === undefined ? undefined : syntaxOf(xml);
  if (xml === undefined || syntax === undefined) {
    const reason = 'The document is no CII or UBL: there is no official sheet for it.';
    return [{ sheet: '', verdict: 'not-checked', problems: [], reason }];
  }
  const verdicts: SheetVerdict[] = [];
  for (const sheet of sheets[syntax]) verdicts.push(await judgeBySheet(xml, sheet, options));
  return verdicts;
}

function syntaxOf(xml: string): 'cii' | 'ubl' | undefined {
  const root = /<(?:[\w.-]+:)?(CrossIndustryInvoice|Invoice|CreditNote)[\s>/]/.exec(xml)?.[1];
  if (root === undefined) return undefined;
  return root === 'CrossIndustryInvoice' ? 'cii' : 'ubl';
}

async function judgeBySheet(xml: string, sheet: string, options: SheetOptions): Promise<SheetVerdict> {
  const name = sheet.slice(Math.max(sheet.lastIndexOf('/'), sheet.lastIndexOf('\\')) + 1);
  const unknown = (reason: string): SheetVerdict => ({ sheet: name, verdict: 'not-checked', problems: [], reason });
  const engine = options.engine ?? installedEngine();
  if (engine === undefined) return unknown('saxon-js is not installed: run npm install saxon-js@2 beside Lettrage.');
  const answer = await run({ engine, sheet, xml }, options.limit ?? LIMIT);
  if (answer.report === undefined) return unknown(answer.failure ?? 'The engine gave no answer.');
  try {
    const problems = problemsIn(answer.report);
    const isBroken = problems.some(({ severity }) => severity === 'fatal');
    return { sheet: name, verdict: isBroken ? 'invalid' : 'valid', problems };
  } catch (error) {
    return unknown(`The report of the sheet cannot be read: ${(error as Error).message}.`);
  }
}

/** The engine beside the product or in the folder worked in; it is no dependency, since its licence is not a free one. */
function installedEngine(): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve('saxon-js');
    } catch {
      // Looked for in the next place.
    }
  }
  return undefined;
}

interface Answer {
  readonly report?: string;
  readonly failure?: string;
}

function run(workerData: { engine: string; sheet: string; xml: string }, limit: number): Promise<Answer> {
  const worker = new Worker(WORKER, { workerData, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
  let timer: NodeJS.Timeout | undefined;
  const answered = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ failure: `The engine took longer than ${limit / 1000} s.` }), limit);
    worker.on('message', (answer: Answer) => resolve(answer));
    worker.on('error', (error: Error) => resolve({ failure: error.message }));
    worker.on('exit', (code) => resolve({ failure: `The engine ended with code ${code}.` }));
  });
  return answered.finally(() => {
    clearTimeout(timer);
    return worker.terminate();
  });
}

/** What a report in the Schematron report language (SVRL) says failed. Throws if it is no such report. */
function problemsIn(report: string): Problem[] {
  const root = readXmlTree(report);
  if (root.name !== 'schematron-output') throw new Error(`its root is "${root.name}", not "schematron-output"`);
  return root.children
    .filter(({ name }) => name === 'failed-assert' || name === 'successful-report')
    .map(({ attributes, children }) => ({
      // A sheet that does not say how grave it is means it.
      severity: /^(warning|info|information)$/i.test(attributes.flag ?? attributes.role ?? '') ? 'warning' : 'fatal',
      rule: attributes.id ?? 'sheet',
      message: children
        .filter(({ name }) => name === 'text')
        .map(textOf)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
      ...(attributes.location === undefined ? {} : { location: attributes.location }),
    }));
}

function textOf({ text, children }: XmlElement): string {
  return [text, ...children.map(textOf)].join(' ');
}
