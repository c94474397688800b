import { isCurrency, isDay, parseMinor, formatMinor, type Advice, type Problem } from '@lettrage/domain';
import { readEnvelope, type EdifactMessage } from './edifact-envelope.js';
import { component, parseEdifact, placeOf, type Segment } from './edifact-syntax.js';
import { SegmentReport, takeDays, takeNumber } from './invoic-values.js';
import { firstQualified, groupsOf, type SegmentGroup } from './segment-group.js';

/** Amount paid of a document: remitted, else due or invoiced where a partner writes no other. */
const PAID = ['12', '9', '77'] as const;
/** Total of the payment. */
const TOTAL = ['12', '9', '86', '128', '77'] as const;
/** Credit notes are taken off. */
const CREDIT_NOTES = new Set(['381', '396', '261', '262', '83', '308']);

/**
 * Reads the remittance advices (REMADV) of an interchange, D.96A or D.01B as EANCOM uses them: payer, day of payment, and
 * the amount paid of each document, credit notes negative. An advice whose documents do not add up to its total is an
 * error and left out, since it could explain a receipt wrongly.
 */
export function readRemadv(bytes: Uint8Array): { advice: Advice[]; problems: Problem[] } {
  const { segments, problems: syntax } = parseEdifact(bytes);
  if (segments.length === 0) return { advice: [], problems: [...syntax] };
  const { messages, problems: envelope } = readEnvelope(segments);
  const problems = [...syntax, ...envelope];
  const found = messages.filter(({ type }) => type === 'REMADV');
  if (found.length === 0) {
    const types = messages.map(({ type }) => type).join(', ') || 'no message';
    problems.push({
      severity: 'fatal',
      rule: 'edifact-no-remadv',
      message: `The interchange holds ${types}; expected REMADV.`,
    });
  }
  const advice = found.flatMap((message) => {
    const read = readMessage(message);
    problems.push(...read.problems);
    return read.advice ? [read.advice] : [];
  });
  return { advice, problems };
}

function readMessage({ segments }: EdifactMessage): { advice?: Advice; problems: readonly Problem[] } {
  const report = new SegmentReport();
  const summaryAt = segments.findIndex(({ tag }) => tag === 'UNS');
  const firstDocument = segments.findIndex(({ tag }) => tag === 'DOC');
  const header = segments.slice(0, firstDocument < 0 ? summaryAt : firstDocument);
  const summary = summaryAt < 0 ? [] : segments.slice(summaryAt);
  const documents = groupsOf(
    firstDocument < 0 ? [] : segments.slice(firstDocument, summaryAt < 0 ? -1 : summaryAt),
    (tag) => tag === 'DOC',
  );
  const currency =
    component(
      header.find(({ tag }) => tag === 'CUX'),
      0,
      1,
    ) ?? 'EUR';
  const head = segments[0]!;
  if (!isCurrency(currency)) {
    report.tell('edifact-currency', `"${currency}" is no currency.`, head, 'error');
    return { problems: report.problems };
  }
  const items = documents.map((document) => itemOf(document, currency, report));
  const total = amountOf(summary, TOTAL, currency, report) ?? amountOf(header, TOTAL, currency, report);
  const sum = items.reduce((all, { minor }) => all + minor, 0n);
  if (total !== undefined && total !== sum)
    report.tell(
      'remadv-total',
      `The documents add up to ${formatMinor(sum, currency)}, the advice says ${formatMinor(total, currency)}.`,
      head,
      'error',
    );
  if (items.length === 0) report.tell('remadv-empty', 'The advice names no document.', head, 'error');
  if (report.problems.length > 0) return { problems: report.problems };
  const [day] = takeDays(firstQualified(header, 'DTM', '138', '209', '137'), report);
  const payer = payerOf(header);
  return {
    advice: {
      kind: 'remittance',
      ...(payer === undefined ? {} : { payer }),
      ...(day !== undefined && isDay(day) ? { date: day } : {}),
      total: formatMinor(sum, currency),
      items: items.map(({ number, minor }) => ({
        ...(number === undefined ? {} : { invoice: number }),
        amount: formatMinor(minor, currency),
      })),
    },
    problems: report.problems,
  };
}

function itemOf(
  { head, rest }: SegmentGroup,
  currency: string,
  report: SegmentReport,
): { number?: string; minor: bigint } {
  const number = component(head, 1);
  const amount = amountOf(rest, PAID, currency, report);
  if (amount === undefined) report.tell('remadv-amount', 'The document has no amount paid (MOA 12).', head, 'error');
  const minor = amount ?? 0n;
  const isCredit = CREDIT_NOTES.has(component(head, 0) ?? '');
  return { ...(number === undefined ? {} : { number }), minor: isCredit && minor > 0n ? -minor : minor };
}

function amountOf(
  segments: readonly Segment[],
  qualifiers: readonly string[],
  currency: string,
  report: SegmentReport,
): bigint | undefined {
  const segment = firstQualified(segments, 'MOA', ...qualifiers);
  const text = takeNumber(segment, 0, 1, report);
  if (segment === undefined || text === undefined) return undefined;
  try {
    return parseMinor(text, currency);
  } catch (error) {
    report.tell('edifact-number', `${(error as Error).message} (${placeOf(segment)})`, segment, 'error');
    return undefined;
  }
}

/** Name of the payer, else its number. */
function payerOf(header: readonly Segment[]): string | undefined {
  const party = firstQualified(header, 'NAD', 'PR', 'BY', 'IV');
  const name = (party?.elements[3] ?? []).map((part) => part.trim()).filter((part) => part !== '');
  return name.length > 0 ? name.join(' ') : (component(party, 2) ?? component(party, 1));
}
