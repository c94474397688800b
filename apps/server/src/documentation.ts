import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import type { OperationsContext } from '@lettrage/operations';
import { pino } from 'pino';
import { builtInAdapters } from './built-in-adapters.js';
import { createApp } from './create-app.js';
import { adaptersPage, settingsPage } from './documents.js';
import { openApiOf } from './open-api.js';

/** The pages of `docs` that are made of the program, by file name. Needs no database: nothing is asked of it. */
export async function documentationFiles(): Promise<Map<string, string>> {
  const registry = new AdapterRegistry({ builtIn: builtInAdapters });
  const context = {
    adapters: new AdapterHost({ registry }),
    now: () => new Date(),
    log: pino({ level: 'silent' }),
  } as unknown as OperationsContext;
  const app = await createApp(context, { pages: false });
  try {
    return new Map([
      ['openapi.json', `${JSON.stringify(openApiOf(app), null, 2)}\n`],
      ['adapters.md', adaptersPage(await registry.manifests())],
      ['settings.md', settingsPage()],
    ]);
  } finally {
    await app.close();
  }
}
