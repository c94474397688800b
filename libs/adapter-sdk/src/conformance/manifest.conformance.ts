import { readFile } from 'node:fs/promises';
import type { Capabilities } from '../capabilities/index.js';
import type { Adapter } from '../define-adapter.js';
import type { CapabilityName } from '../manifest.js';
import { Promises } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { schemaFaults } from './schema-subset.js';

const CAPABILITIES: readonly CapabilityName[] = [
  'statementReader',
  'statementSource',
  'invoiceSource',
  'ledgerSource',
  'payoutReader',
  'payoutSource',
  'ledgerExporter',
  'ledgerChecker',
  'invoiceDocumentWriter',
  'invoiceDocumentReader',
  'statusSink',
  'statusSource',
  'reminderChannel',
  'creditCheck',
];
const OPTIONAL = ['check', 'discover'];
const SECRET_NAME = /secret|token|password|api_?key/i;

/** The promises of the manifest that break; `members` is what `create` returned. */
export function checkManifest(adapter: Adapter, members: Capabilities): BrokenPromise[] {
  const promises = new Promises('manifest');
  const { manifest } = adapter;
  promises.expect(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(manifest.id), 'the id is kebab-case', manifest.id);
  promises.expect(manifest.title.trim() !== '', 'it has a title', manifest.id);
  promises.expect(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(manifest.version), 'the version is semver', manifest.version);
  promises.expect(/^[\^~]?\d+\.\d+\.\d+|^>=\d/.test(manifest.sdk), 'the SDK range is a semver range', manifest.sdk);
  promises.expect(isPlain(manifest), 'it is printable plain data', 'JSON changes it');
  checkMembers(promises, manifest.capabilities, members);
  if (manifest.config !== undefined) checkConfig(promises, manifest.config);
  const ids = (manifest.formats ?? []).map((format) => format.id);
  promises.expect(new Set(ids).size === ids.length, 'format ids are unique', ids.join(', '));
  for (const format of manifest.formats ?? []) {
    for (const fault of format.options === undefined ? [] : schemaFaults(format.options)) {
      promises.expect(false, 'format options are a valid schema', `${format.id}: ${fault.field} ${fault.message}`);
    }
  }
  return promises.broken;
}

function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function checkMembers(promises: Promises, declared: readonly CapabilityName[], members: Capabilities): void {
  promises.expect(declared.length > 0, 'it has a capability', 'none is declared');
  for (const name of declared) {
    promises.expect(CAPABILITIES.includes(name), 'capabilities are of the list', name);
    promises.expect(
      (members as Record<string, unknown>)[name] !== undefined,
      'capabilities = members',
      `${name} is declared but not there`,
    );
  }
  for (const [name, member] of Object.entries(members)) {
    if (member === undefined || OPTIONAL.includes(name)) continue;
    promises.expect(
      declared.includes(name as CapabilityName),
      'capabilities = members',
      `${name} is there but not declared`,
    );
  }
}

function checkConfig(promises: Promises, schema: NonNullable<Adapter['manifest']['config']>): void {
  for (const fault of schemaFaults(schema)) {
    promises.expect(false, 'config is a valid JSON Schema', `${fault.field} ${fault.message}`);
  }
  promises.expect(schema['type'] === 'object', 'config describes an object', String(schema['type']));
  const properties = (schema['properties'] ?? {}) as Record<string, { writeOnly?: unknown; type?: unknown }>;
  for (const [name, property] of Object.entries(properties)) {
    if (!SECRET_NAME.test(name) || property.type !== 'string') continue;
    promises.expect(property.writeOnly === true, 'secrets are marked writeOnly', name);
  }
}

const STATIC_IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

/**
 * The entry loads lean: following its static imports reaches its own small files and the SDK, nothing else. What is
 * heavy is imported inside `create`, so that listing every adapter stays fast.
 */
export async function checkEntry(entry: URL): Promise<BrokenPromise[]> {
  const promises = new Promises('manifest');
  const seen = new Set<string>();
  const visit = async (file: URL): Promise<void> => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const source = await readSource(file);
    promises.expect(source !== undefined, 'the entry can be read', file.pathname);
    for (const [, target] of (source ?? '').matchAll(STATIC_IMPORT)) {
      if (target!.startsWith('.')) await visit(new URL(target!, file));
      else
        promises.expect(
          target === '@lettrage/adapter-sdk',
          'the entry loads lean',
          `${file.pathname.split('/').at(-1)} imports ${target}`,
        );
    }
  };
  await visit(entry);
  return promises.broken;
}

/** The file, or its TypeScript source where the import names the built one. */
async function readSource(file: URL): Promise<string | undefined> {
  for (const candidate of [file, new URL(file.href.replace(/\.js$/, '.ts'))]) {
    const text = await readFile(candidate, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}
