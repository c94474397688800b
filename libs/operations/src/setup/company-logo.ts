import { InputError } from '@lettrage/domain';
import type { CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { wholeFile } from '../pure/read-invoice.js';
import { readCompany } from './companies.js';

/** Largest logo a company keeps, in bytes: its settings are read with every operation. */
const LARGEST = 65_536;

/** The company's logo for the writer of its invoices; nothing if it has none. */
export async function companyLogo(tx: CompanyTransaction): Promise<{ logo?: Uint8Array }> {
  const kept = (await readCompany(tx)).settings['logo'] as string | null | undefined;
  return kept ? { logo: Buffer.from(kept, 'base64') } : {};
}

/**
 * A logo as `settings.logo` holds it, after an invoice was drawn with it for a trial.
 *
 * @throws InputError `logo` for a file that is too large
 * @throws AdapterError `config` for one that cannot be drawn
 */
export async function logoSetting(context: OperationsContext, file: string): Promise<string> {
  const logo = await wholeFile(file);
  if (logo.length > LARGEST)
    throw new InputError('logo', `${file} has ${logo.length} bytes; a logo has at most ${LARGEST}. Save it smaller.`);
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
  return Buffer.from(logo).toString('base64');
}
