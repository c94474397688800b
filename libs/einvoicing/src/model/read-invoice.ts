import type { Problem } from '@lettrage/domain';
import type { Invoice } from './invoice.js';
import { INVOICE_SHAPE, type Shape } from './invoice-shape.js';

/**
 * Reads plain data, such as parsed JSON, as an invoice of the model.
 *
 * Anything that is not in the model (an unknown key, a JSON number where a decimal string belongs, null) is a fatal
 * problem with its path, and there is no invoice then: a number may already have lost cents, a misspelt key a term.
 */
export function readInvoice(data: unknown): { invoice?: Invoice; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  checkShape(data, INVOICE_SHAPE, '', problems);
  return problems.length ? { problems } : { invoice: data as Invoice, problems };
}

function checkShape(value: unknown, shape: Shape, path: string, problems: Problem[]): void {
  const refuse = (message: string): void =>
    void problems.push({ severity: 'fatal', rule: 'invoice-shape', message, location: path || '/' });
  if (shape === 'text') {
    if (typeof value === 'number')
      refuse(`Expected a text; write the number as a string, "${value}", so that it stays exact.`);
    else if (typeof value !== 'string')
      refuse(`Expected a text, found ${nameOf(value)}; leave the key out if the term is absent.`);
    return;
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) return refuse(`Expected a list, found ${nameOf(value)}.`);
    value.forEach((member, index) => checkShape(member, shape.list, `${path}/${index}`, problems));
    return;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return refuse(`Expected an object, found ${nameOf(value)}.`);
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (known !== undefined) checkShape(inner, known, `${path}/${key}`, problems);
    else
      problems.push({
        severity: 'fatal',
        rule: 'invoice-shape',
        message: `"${key}" is not a term of the invoice model.`,
        location: `${path}/${key}`,
      });
  }
}

function nameOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
