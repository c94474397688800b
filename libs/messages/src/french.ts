import { ACCOUNTING } from './fr/accounting.fr.js';
import { BILLING } from './fr/billing.fr.js';
import { COMMAND_LINE } from './fr/command-line.fr.js';
import { CONNECTIONS } from './fr/connections.fr.js';
import { DECISIONS } from './fr/decisions.fr.js';
import { FEC } from './fr/fec.fr.js';
import { HOSTING } from './fr/hosting.fr.js';
import { INVOICE_PDF } from './fr/invoice-pdf.fr.js';
import { INVOICES } from './fr/invoices.fr.js';
import { MATCHING } from './fr/matching.fr.js';
import { OPERATIONS } from './fr/operations.fr.js';
import { PAYOUTS } from './fr/payouts.fr.js';
import { POLICIES } from './fr/policies.fr.js';
import { PAYMENT_ORDERS } from './fr/payment-orders.fr.js';
import { RECORDS } from './fr/records.fr.js';
import { SENDING } from './fr/sending.fr.js';
import { STATEMENT_TRUST } from './fr/statement-trust.fr.js';
import { STATEMENTS } from './fr/statements.fr.js';
import { createTranslator, type Translation, type Translator } from './translator.js';

/** Every sentence that has a French form, room by room. */
export const FRENCH: readonly Translation[] = [
  ...COMMAND_LINE,
  ...OPERATIONS,
  ...HOSTING,
  ...BILLING,
  ...RECORDS,
  ...STATEMENTS,
  ...STATEMENT_TRUST,
  ...PAYMENT_ORDERS,
  ...FEC,
  ...ACCOUNTING,
  ...MATCHING,
  ...DECISIONS,
  ...INVOICES,
  ...INVOICE_PDF,
  ...CONNECTIONS,
  ...POLICIES,
  ...SENDING,
  ...PAYOUTS,
];

/** Puts a sentence into French. */
export const french: Translator = createTranslator(FRENCH);
