import {
  AdapterError,
  balancedAmounts,
  type JournalEntry,
  type LedgerExporter,
  type LedgerWriteOptions,
} from '@lettrage/adapter-sdk';
import { encodeText } from '@lettrage/formats';
import { natureOf } from './entry-nature.js';
import type { Field, Layout, LineFacts } from './layout.js';
import { LAYOUTS } from './layouts/index.js';
import { Losses } from './losses.js';
import { RecordWriter } from './record.writer.js';
import { pairedRows, singleRows } from './rows.js';

const CHUNK = 1 << 16;

/** Writes entries in every format that is a table. Memory is constant but for the parties and references it has seen. */
export const tableWriter: LedgerExporter = {
  async *write(entries: AsyncIterable<JournalEntry>, options: LedgerWriteOptions): AsyncIterable<Uint8Array> {
    const layout = layoutOf(options);
    const table = new TableWriter(layout, options.options);
    let text = '';
    for await (const entry of entries) {
      text += table.entry(entry);
      if (text.length < CHUNK) continue;
      yield encodeText(text, layout.charset).bytes;
      text = '';
    }
    text += table.end();
    if (text !== '') yield encodeText(text, layout.charset).bytes;
    const losses = table.losses.all();
    if (losses.length > 0) options.report?.(losses);
  },

  fileName(options: LedgerWriteOptions): string {
    return layoutOf(options).fileName;
  },
};

/** The layout of a format with its options applied. Throws `AdapterError('config')` where one is missing or unknown. */
function layoutOf({ format, options }: LedgerWriteOptions): Layout {
  const layout = LAYOUTS.find(({ id }) => id === format);
  if (layout === undefined)
    throw new AdapterError('config', `There is no format "${format}" here.`, { field: '/format' });
  const known = Object.keys(layout.options ?? {});
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new AdapterError(
        'config',
        `The format ${format} has no option "${name}" (${known.length === 0 ? 'it has none' : `known: ${known.join(', ')}`}).`,
        { field: `/${name}` },
      );
    }
  }
  for (const name of layout.required ?? []) {
    if (options[name] === undefined) {
      throw new AdapterError('config', `The format ${format} needs --option ${name}=…`, { field: `/${name}` });
    }
  }
  checkValues(layout, options);
  return { ...layout, ...layout.configure?.(options) };
}

function checkValues({ id, options: schema = {} }: Layout, options: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    const rule = schema[name] as { enum?: readonly string[]; pattern?: string; maxLength?: number };
    const isOk =
      (rule.enum === undefined || rule.enum.includes(value)) &&
      (rule.pattern === undefined || new RegExp(rule.pattern).test(value)) &&
      (rule.maxLength === undefined || value.length <= rule.maxLength);
    if (isOk) continue;
    const wanted = rule.enum?.join(' or ') ?? rule.pattern ?? `at most ${rule.maxLength} characters`;
    throw new AdapterError('config', `The option ${name} of ${id} is "${value}" (expected ${wanted}).`, {
      field: `/${name}`,
    });
  }
}

/** Turns entries into records, one at a time. */
class TableWriter {
  readonly losses: Losses;
  private readonly records: RecordWriter;
  private readonly parties = new Set<string>();
  private first: JournalEntry | undefined;
  private entryCount = 0;
  private lineCount = 0;

  constructor(
    private readonly layout: Layout,
    private readonly options: Readonly<Record<string, string>>,
  ) {
    const fields: readonly Field[] = [...layout.fields, ...(layout.parties?.fields ?? [])];
    this.losses = new Losses(new Set(fields.map(({ carries }) => carries)));
    this.records = new RecordWriter(layout, this.losses);
  }

  /** The records of an entry. Throws `AdapterError('rejected')` naming entry and field. */
  entry(entry: JournalEntry): string {
    const amounts = balancedAmounts(entry);
    const header = this.first === undefined ? this.header(entry) : '';
    this.first ??= entry;
    this.layout.check?.(entry, this.options, this.first);
    this.entryCount++;
    const nature = natureOf(entry);
    const rows = this.layout.isPaired ? pairedRows(entry, amounts) : singleRows(entry, amounts);
    const { entryCount, options } = this;
    let text = header;
    for (const { line, amount, isDebit, contra, contraLine } of rows) {
      const lineCount = ++this.lineCount;
      // Written out, not spread: an object a record, and a million records.
      const facts: LineFacts = {
        entry,
        line,
        amount,
        isDebit,
        entryCount,
        lineCount,
        contra,
        contraLine,
        nature,
        options,
      };
      text += this.party(facts);
      text += this.records.record(this.layout.fields, facts);
    }
    for (const line of entry.lines) this.losses.addOmitted(entry, line);
    return text;
  }

  /** What is left to write when all entries are in. */
  end(): string {
    return this.first === undefined ? this.header(undefined) : '';
  }

  private header(first: JournalEntry | undefined): string {
    const { layout } = this;
    return (layout.header?.(this.options, layout.fields, first) ?? []).map((line) => line + layout.eol).join('');
  }

  private party(facts: LineFacts): string {
    const { parties } = this.layout;
    const { auxiliary } = facts.line;
    if (parties === undefined || auxiliary === undefined || this.parties.has(auxiliary)) return '';
    this.parties.add(auxiliary);
    return this.records.record(parties.fields, facts);
  }
}
