import type { Problem } from '@lettrage/domain';
import type { Invoice } from '../model/index.js';
import { InvoiceFacts, type CheckOptions } from './facts.js';
import { packsFor, rulePacks } from './packs.js';
import type { Rule, RulePack, Violation } from './rule.js';

/** What to check an invoice against, and in which language to say it. */
export interface CheckInvoiceOptions extends CheckOptions {
  /** Pack ids such as `en16931`, `ctc-fr`, `plausibility`. Absent: the packs that follow from the document. */
  readonly rules?: readonly string[];
  readonly lang?: 'en' | 'fr';
}

/**
 * Checks an invoice and returns one problem per place where a rule is broken, in the order of the packs; empty if all
 * rules hold. Linear in the number of lines; never throws on an invoice of the model. Locations are paths of groups and
 * terms (`/BG-25[2]/BT-131`). Throws a RangeError on an unknown pack id.
 */
export function checkInvoice(invoice: Invoice, options: CheckInvoiceOptions = {}): Problem[] {
  const facts = new InvoiceFacts(invoice, options);
  const lang = options.lang ?? 'en';
  return packsOf(invoice, options.rules).flatMap((pack) => checkPack(pack, facts, lang));
}

/** What breaks the rules of one pack. */
export function checkPack(pack: RulePack, facts: InvoiceFacts, lang: 'en' | 'fr'): Problem[] {
  const problems: Problem[] = [];
  for (const rule of pack.rules) {
    for (const violation of rule.test(facts)) problems.push(problemOf(rule, violation, lang));
  }
  return problems;
}

/** The packs a check would use, with their versions, to record with the verdict. */
export function packsOf(invoice: Invoice, ids?: readonly string[]): readonly RulePack[] {
  if (ids === undefined) return packsFor(invoice);
  return ids.map((id) => {
    const known = rulePacks().filter((pack) => pack.id === id);
    if (known.length === 0) {
      throw new RangeError(
        `unknown rule pack "${id}" (known: ${[...new Set(rulePacks().map((pack) => pack.id))].join(', ')})`,
      );
    }
    const day = invoice.invoiceIssueDate ?? '';
    return (
      known.find((pack) => day >= pack.validFrom && (pack.validUntil === undefined || day <= pack.validUntil)) ??
      known.at(-1)!
    );
  });
}

function problemOf(rule: Rule, violation: Violation, lang: 'en' | 'fr'): Problem {
  const found = violation.found === undefined ? '' : ` [${violation.found}]`;
  return {
    severity: rule.severity,
    rule: rule.id,
    message: `${rule.text[lang]}${found}`,
    location: violation.location,
  };
}
