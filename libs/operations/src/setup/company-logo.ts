import { InputError } from '@lettrage/domain';
import { CompanyStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { wholeFile } from '../pure/read-invoice.js';

/** Largest logo a company keeps, in bytes: its settings are read with every operation. */
const LARGEST = 65_536;

/** The company's logo for the writer of its invoices; nothing if it has none. */
export async function companyLogo(tx: CompanyTransaction): Promise<{ logo?: Uint8Array }> {
  const kept = (await new CompanyStore(tx).get())?.settings['logo'] as string | null | undefined;
  return kept ? { logo: Buffer.from(kept, 'base64') } : {};
}

/**
 * A file as `settings.logo` holds it; that it can be drawn is seen when the setting is kept.
 *
 * @throws InputError `logo` for a file that is too large
 */
export async function logoSetting(file: string): Promise<string> {
  const logo = await wholeFile(file);
  if (logo.length > LARGEST)
    throw new InputError('logo', `${file} has ${logo.length} bytes; a logo has at most ${LARGEST}. Save it smaller.`);
  return Buffer.from(logo).toString('base64');
}

/**
 * Draws an invoice with a logo for a trial: one that cannot be drawn is refused now, not with the first invoice.
 *
 * @throws AdapterError `config` saying why it cannot be drawn
 */
export async function tryLogo(context: OperationsContext, logo: Uint8Array): Promise<void> {
  const adapter = await context.adapters.open('invoice-facturx');
  try {
    const trial = { invoiceNumber: '1', seller: { name: 'Lettrage' } };
    await adapter.members.invoiceDocumentWriter!.write(trial, {
      format: 'facturx',
      lang: 'fr',
      at: '2000-01-01T00:00:00Z',
      logo,
    });
  } finally {
    adapter.close();
  }
}
