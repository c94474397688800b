import type { FormatDescription, LedgerFact } from '@lettrage/adapter-sdk';
import type { AmountOf, Field, Layout } from './layout.js';

const FACTS: readonly LedgerFact[] = ['lettering', 'due-date', 'foreign', 'auxiliary', 'auxiliary-label', 'piece-date'];

/** The format as the manifest lists it, with what its layout says of itself. */
export function describeLayout(layout: Layout): FormatDescription {
  const carried = new Set([...layout.fields, ...(layout.parties?.fields ?? [])].map(({ carries }) => carries));
  return {
    id: layout.id,
    title: layout.title,
    options: {
      type: 'object',
      additionalProperties: false,
      ...(layout.required === undefined ? {} : { required: layout.required }),
      properties: { ...layout.options },
    },
    use: 'transfer',
    omits: FACTS.filter((fact) => !carried.has(fact)),
    describe: describeFields(layout),
  };
}

/**
 * Where the amounts are, how long the records and how they are written (interfaces: `describe`). In a delimited format
 * places are columns: `amount` is the one column beside a `flag`, else the columns of debit and credit, else a signed one.
 */
export function describeFields(layout: Layout): Readonly<Record<string, unknown>> {
  const { separator, charset, eol, decimal, escape, fields } = layout;
  const isFixed = separator === '';
  const positions = positionsOf(fields);
  const places = fields.map((_, i) => (isFixed ? positions[i]! : ([i + 1, i + 1] as const)));
  const place = (wanted: (field: Field) => boolean): readonly [number, number] | undefined =>
    places[fields.findIndex(wanted)];
  const amount = (of: AmountOf) => place(({ is }) => is.kind === 'amount' && is.of === of);
  const flag = place(({ role }) => role === 'side');
  const sign = place(({ role }) => role === 'sign');
  const sides = [amount('debit')?.[0], amount('credit')?.[0]];
  const range = flag ? amount('amount') : sides[0] === undefined ? amount('balance') : sides;
  const hasCents = fields.some(({ is, cents }) => is.kind === 'amount' && cents);
  const header = layout.header?.({}, fields, undefined).length ?? 0;
  return {
    kind: isFixed ? 'fixed' : 'delimited',
    ...(isFixed ? {} : { sep: separator }),
    decimal,
    // No sign in the amount: its last two digits are the decimals.
    ...(hasCents ? { cents: true } : {}),
    // A row that books an account against another holds both sides: nothing of it is to be added up by side.
    ...(layout.isPaired
      ? { paired: { amount: range?.[0], side: flag?.[0], account: 7, contra: 8 } }
      : { amount: range, ...(flag === undefined ? {} : { flag: flag[0] }) }),
    ...(sign === undefined ? {} : { sign: sign[0] }),
    ...(layout.length === undefined ? {} : { lengths: lengthsOf(layout) }),
    enc: charset === 'utf-8' ? 'utf-8' : 'single',
    charset,
    eol: eol === '\r\n' ? 'CRLF' : 'LF',
    ...(header === 0 ? {} : { header }),
    ...(escape === 'quotes' || fields.some(({ quoted }) => quoted) ? { quote: '"' } : {}),
    columns: Object.fromEntries(fields.map(({ name }, i) => [name, isFixed ? places[i] : i + 1])),
    text: textRule(layout),
    source: layout.source,
  };
}

function textRule({ escape }: Layout): string {
  const signs = escape === 'quotes' ? [] : Object.entries(escape).map(([sign, other]) => `${sign} becomes "${other}"`);
  return (
    `Line breaks, tabs and control characters become a blank; letters the set lacks their base letter or ?` +
    `${signs.length === 0 ? '' : `; ${signs.join(', ')}`}. Texts are cut to their field by bytes; accounts, amounts and days never.`
  );
}

/** First and last byte of every field of a fixed-width record, from 1. */
export function positionsOf(fields: readonly Field[]): (readonly [number, number])[] {
  let at = 1;
  return fields.map(({ width = 0 }) => {
    const from = at;
    at += width;
    return [from, from + width - 1] as const;
  });
}

function lengthsOf({ type, length, parties }: Layout): Readonly<Record<string, number>> {
  return {
    [type ?? 'record']: length!,
    ...(parties?.length === undefined ? {} : { [parties.type]: parties.length }),
  };
}
