import {
  AdapterError,
  type InvoiceDocumentWriter,
  type InvoiceWriteOptions,
  type Problem,
} from '@lettrage/adapter-sdk';
import { writeCii, type Invoice } from '@lettrage/einvoicing';
import { EN16931 } from './facturx.profiles.js';
import { writePdf } from './pdf/pdf-writer.js';

/**
 * Writes an invoice as Factur-X, profile EN 16931: a PDF/A-3b page rendered from the invoice, with the same invoice as
 * `factur-x.xml` inside. Amounts are written as they are: compute and check before. The same invoice, language and
 * instant give the same bytes.
 */
export const facturxWriter: InvoiceDocumentWriter<Invoice> = {
  async write(invoice, options) {
    const at = checkOptions(options);
    const { invoice: inProfile, problems } = toProfile(invoice);
    const cii = writeCii(inProfile);
    const pdf = await writePdf(inProfile, {
      xml: cii.xml,
      at,
      lang: options.lang ?? 'fr',
      conformanceLevel: EN16931.conformanceLevel,
    });
    return { bytes: pdf.bytes, problems: [...problems, ...cii.problems, ...pdf.problems] };
  },
};

function checkOptions({ format, profile, at }: InvoiceWriteOptions): Date {
  if (format !== 'facturx')
    throw new AdapterError('config', `This adapter writes the format "facturx", not "${format}".`);
  if (profile !== undefined && profile !== EN16931.id) {
    throw new AdapterError(
      'config',
      `Factur-X is written in the profile "${EN16931.id}"; the profile "${profile}" is not supported.`,
      { field: '/profile' },
    );
  }
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime()))
    throw new AdapterError('config', `"${at}" is not an instant such as 2026-10-05T08:00:00Z.`, { field: '/at' });
  // Metadata carry whole seconds: two instants of one second must not differ.
  instant.setUTCMilliseconds(0);
  return instant;
}

/** BT-24 must name the profile that the XMP names; the model holds core terms only, so nothing else changes. */
function toProfile(invoice: Invoice): { invoice: Invoice; problems: Problem[] } {
  const given = invoice.processControl?.specificationIdentifier;
  const wanted = EN16931.specifications[0]!;
  const written = { ...invoice, processControl: { ...invoice.processControl, specificationIdentifier: wanted } };
  if (given === undefined || given === wanted) return { invoice: written, problems: [] };
  const message = `The specification identifier (BT-24) "${given}" was replaced by "${wanted}", the profile written.`;
  return {
    invoice: written,
    problems: [{ severity: 'warning', rule: 'facturx-profile', message, location: '/BT-24' }],
  };
}
