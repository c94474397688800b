import {
  AdapterError,
  type InvoiceDocumentWriter,
  type InvoiceWriteOptions,
  type Problem,
} from '@lettrage/adapter-sdk';
import { writeCii, type Invoice } from '@lettrage/einvoicing';
import { EN16931, WRITABLE, type FacturxProfile } from './facturx.profiles.js';
import { embedIntoPdf } from './pdf/pdf-embed.js';
import { authorOf, titleOf, writePdf } from './pdf/pdf-writer.js';
import { toProfile } from './profile-terms.js';

/**
 * Writes an invoice as Factur-X: a PDF/A-3b page rendered from the invoice, with the invoice as `factur-x.xml` inside, in
 * the profile asked for (EN 16931 by default). The page shows all terms; what the profile cannot carry is left out of the
 * XML and reported. Amounts are written as they are: compute and check before. The same invoice, options and instant give
 * the same bytes. With a PDF of the user's (`pdf`) the XML goes into that one, whose pages stay as they are; what keeps it
 * from PDF/A-3b is a fatal problem. A logo is drawn above the seller's name.
 */
export const facturxWriter: InvoiceDocumentWriter<Invoice> = {
  async write(invoice, options) {
    const at = checkOptions(options);
    const profile = profileAsked(options.profile);
    const { invoice: inProfile, problems } = inProfileOf(invoice, profile);
    const cii = writeCii(inProfile);
    const how = {
      xml: cii.xml,
      at,
      lang: options.lang ?? 'fr',
      conformanceLevel: profile.conformanceLevel,
      relationship: profile.relationship,
    } as const;
    const pdf = options.pdf
      ? await embedIntoPdf(options.pdf, { ...how, title: titleOf(invoice, how.lang), author: authorOf(invoice) })
      : await writePdf(invoice, { ...how, ...(options.logo && { logo: options.logo }) });
    return { bytes: pdf.bytes, problems: [...problems, ...cii.problems, ...pdf.problems] };
  },
};

function checkOptions({ format, at }: InvoiceWriteOptions): Date {
  if (format !== 'facturx')
    throw new AdapterError('config', `This adapter writes the format "facturx", not "${format}".`);
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime()))
    throw new AdapterError('config', `"${at}" is not an instant such as 2026-10-05T08:00:00Z.`, { field: '/at' });
  // Metadata carry whole seconds: two instants of one second must not differ.
  instant.setUTCMilliseconds(0);
  return instant;
}

/** `EN 16931`, `BASIC WL` and `basicwl` are all understood. */
function profileAsked(asked: string | undefined): FacturxProfile {
  if (asked === undefined) return EN16931;
  const plain = asked.toLowerCase().replace(/[\s_-]+/g, '');
  const profile = WRITABLE.find(({ id }) => id === plain);
  if (profile) return profile;
  const known = WRITABLE.map(({ id }) => id).join(', ');
  throw new AdapterError('config', `Factur-X is written in the profiles ${known}; "${asked}" is none of them.`, {
    field: '/profile',
  });
}

/** BT-24 must name the profile that the XMP names. */
function inProfileOf(invoice: Invoice, profile: FacturxProfile): { invoice: Invoice; problems: Problem[] } {
  const given = invoice.processControl?.specificationIdentifier;
  const wanted = profile.specifications[0]!;
  const reduced = toProfile(invoice, profile);
  const written = {
    ...reduced.invoice,
    processControl: { ...reduced.invoice.processControl, specificationIdentifier: wanted },
  };
  if (given === undefined || given === wanted) return { invoice: written, problems: reduced.problems };
  const message = `The specification identifier (BT-24) "${given}" was replaced by "${wanted}", the profile written.`;
  const replaced: Problem = { severity: 'warning', rule: 'facturx-profile', message, location: '/BT-24' };
  return { invoice: written, problems: [replaced, ...reduced.problems] };
}
