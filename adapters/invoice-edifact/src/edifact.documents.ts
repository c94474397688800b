import { AdapterError, type InvoiceDocumentReader, type InvoiceDocumentWriter } from '@lettrage/adapter-sdk';
import {
  INVOIC_PROFILES,
  looksLikeEdifact,
  readInvoic,
  writeInvoic,
  type Invoice,
  type InvoicProfileId,
} from '@lettrage/einvoicing';

/** Reads INVOIC interchanges; what is wrong with one becomes problems, never an exception. */
export const edifactReader: InvoiceDocumentReader<Invoice> = {
  sniff: (head) => (looksLikeEdifact(head) ? 0.95 : 0),

  read: async (bytes) => readInvoic(bytes),
};

/** Writes INVOIC interchanges. `--profile` is the directory, d96a or d01b; the instant stands in UNB. */
export function edifactWriter(config: unknown): InvoiceDocumentWriter<Invoice> {
  const { charset = 'UNOC' } = (config ?? {}) as { charset?: string };
  return {
    async write(invoice, { format, profile = 'd96a', at }) {
      if (format !== 'edifact')
        throw new AdapterError('config', `This adapter writes the format "edifact", not "${format}".`);
      if (!isProfile(profile)) {
        const known = Object.keys(INVOIC_PROFILES).join(' or ');
        throw new AdapterError('config', `EDIFACT is written in the profile ${known}, not "${profile}".`, {
          field: '/profile',
        });
      }
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at))
        throw new AdapterError('config', `"${at}" is not an instant such as 2026-10-05T08:00:00Z.`, { field: '/at' });
      return writeInvoic(invoice, { profile, charset, at });
    },
  };
}

function isProfile(profile: string): profile is InvoicProfileId {
  return Object.hasOwn(INVOIC_PROFILES, profile);
}
