import type { PrecedingInvoiceReference } from '../model/index.js';
import type { Binding } from '../xml/xml-binding.js';
import { text } from '../xml/xml-binding.js';
import { day } from './cii-date.js';

/** BG-3, of the invoice or of a line. */
export const PRECEDING_INVOICE: readonly Binding<PrecedingInvoiceReference>[] = [
  text('ram:IssuerAssignedID', 'reference'),
  text('ram:TypeCode', 'typeCode'),
  day('ram:FormattedIssueDateTime', 'issueDate', 'qdt:DateTimeString'),
];
