import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, SDK_VERSION } from '@lettrage/adapter-sdk';
import { ledgerExporterFiles } from './ledger-exporter.template.js';
import { packageFiles } from './package.template.js';
import { statementReaderFiles } from './statement-reader.template.js';
import { statusSinkFiles } from './status-sink.template.js';

/** Files of a new package by path; `__ID__` stands for the adapter's id. */
export type TemplateFiles = Readonly<Record<string, string>>;

const TEMPLATES: Readonly<Record<string, TemplateFiles>> = {
  statementReader: statementReaderFiles,
  ledgerExporter: ledgerExporterFiles,
  statusSink: statusSinkFiles,
};

/** Capabilities `lettrage adapter new` has a template for. */
export const SCAFFOLD_CAPABILITIES: readonly string[] = Object.keys(TEMPLATES);

/** What to write and where. */
export interface ScaffoldOptions {
  /** Made if it does not exist; must be empty if it does. */
  readonly folder: string;
  /** Kebab-case, such as `statement-acme`; also the name of the package. */
  readonly id: string;
  readonly capability: string;
}

/**
 * Writes a working adapter package: plain JavaScript modules (nothing to build), a small example of the capability, and
 * the two-line conformance test. Returns the paths written, relative to the folder. Throws {@link InputError} before
 * anything is written.
 */
export async function scaffoldAdapter({ folder, id, capability }: ScaffoldOptions): Promise<string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new InputError(
      'bad-adapter-id',
      `"${id}" cannot be the id of an adapter. Use small letters, digits and hyphens, such as statement-acme.`,
    );
  }
  const template = Object.hasOwn(TEMPLATES, capability) ? TEMPLATES[capability] : undefined;
  if (!template) {
    throw new InputError(
      'unknown-capability',
      `There is no template for "${capability}". Choose one of ${SCAFFOLD_CAPABILITIES.join(', ')}.`,
    );
  }
  const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new InputError(
      'unusable-folder',
      `${folder} cannot be used (${error.code ?? 'unknown'}). Give an empty or new folder.`,
    );
  });
  if (present.length > 0)
    throw new InputError('folder-not-empty', `${folder} is not empty. Give an empty or new folder.`);
  const files = { ...packageFiles, ...template };
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(
      target,
      content
        .replaceAll('__ID__', id)
        .replaceAll('__CAPABILITY__', capability)
        .replaceAll('__SDK__', `^${SDK_VERSION}`),
    );
  }
  return Object.keys(files).sort();
}
