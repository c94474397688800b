import type { Company } from '../setup/companies.js';

/** JSON Schema of the setting `payouts` of a company. */
export const PAYOUT_SETTINGS_SCHEMA = {
  type: ['object', 'null'],
  additionalProperties: false,
  description: 'How payouts of payment providers are read',
  properties: {
    keys: {
      type: 'array',
      maxItems: 20,
      items: { type: 'string', pattern: '^(metadata\\..{1,100}|invoice|order|payment|description)$' },
      description:
        'What names the invoice of a charge, in this order: metadata.<name>, invoice, order, payment (an id the ERP keeps), description; what tells by itself unless set',
    },
  },
};

/** The keys by which a company's charges name their invoices; none: what tells by itself. */
export function payoutKeys({ settings }: Pick<Company, 'settings'>): readonly string[] {
  return (settings['payouts'] as { readonly keys?: readonly string[] } | undefined)?.keys ?? [];
}
