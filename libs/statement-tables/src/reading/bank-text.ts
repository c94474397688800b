/** What a bank's label says in marked fields. The label itself stays whole in the remittance text. */
export interface LabelParts {
  readonly name?: string;
  readonly endToEndId?: string;
  readonly mandateId?: string;
  readonly structuredReference?: string;
}

/** Marks of French SEPA labels, with what stands behind them up to the next mark. */
const SLASHED = /\/(DE|FRM|ORD|BEN|EMETTEUR|EID|REF|RNF|MOTIF|MDT|RUM|ID|LIB|ECH|POUR|RCPT)[ /:]/;
const SLASHED_ALL = /\/(DE|FRM|ORD|BEN|EMETTEUR|EID|REF|RNF|MOTIF|MDT|RUM|ID|LIB|ECH|POUR|RCPT)[ /:]\s*/;
/** Société Générale: `DE: ACME MOTIF: FA12 REF: X`, `POUR: ACME REF: X MOTIF: Y`. */
const COLONED = /\b(DE|POUR|MOTIF|REF|MANDAT|ID|CHEZ|BQ|LIB|DATE) ?: ?/;
/** German key words in a text, five characters with their plus; where a line of 27 letters is full they touch what stands before. */
const PLUSSED = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|\bIBAN|\bBIC|\bPURP)\+\s?/;
const BELGIAN = /(?:\+\+\+|\*\*\*)(\d{3})\/(\d{4})\/(\d{5})(?:\+\+\+|\*\*\*)/;
const NAMED = new Set(['DE', 'FRM', 'ORD', 'BEN', 'EMETTEUR', 'POUR']);

/** The parts of a label whose bank marks them; undefined for a label without marks. */
export function partsOfLabel(label: string): LabelParts | undefined {
  const belgian = label.includes('/') ? BELGIAN.exec(label) : null;
  const structuredReference = belgian ? `${belgian[1]}${belgian[2]}${belgian[3]}` : undefined;
  const fields = fieldsOf(label);
  if (!fields) return structuredReference === undefined ? undefined : { structuredReference };
  const name = [...fields].find(([mark, value]) => NAMED.has(mark) && value !== '')?.[1];
  return {
    name,
    endToEndId: provided(fields.get('EID') ?? fields.get('EREF')),
    mandateId: provided(fields.get('MDT') ?? fields.get('RUM') ?? fields.get('MANDAT') ?? fields.get('MREF')),
    structuredReference,
  };
}

function fieldsOf(label: string): ReadonlyMap<string, string> | undefined {
  if (label.includes('/') && SLASHED.test(label)) return split(label, SLASHED_ALL);
  if (label.includes(':') && /\b(?:DE|POUR) ?: ?/.test(label) && /^(?:VIR|PRELEV|PRLV|VRT|REMISE)/i.test(label))
    return split(label, COLONED);
  if (label.includes('+') && PLUSSED.test(label)) return split(label, PLUSSED);
  return undefined;
}

/** The first text behind each mark. */
function split(label: string, marks: RegExp): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const pieces = label.split(marks);
  for (let at = 1; at + 1 < pieces.length; at += 2) {
    const mark = pieces[at]!;
    if (!fields.has(mark)) fields.set(mark, pieces[at + 1]!.trim());
  }
  return fields;
}

function provided(text: string | undefined): string | undefined {
  return text === undefined || text === '' || /^NOT ?PROVIDED$/i.test(text) ? undefined : text;
}
