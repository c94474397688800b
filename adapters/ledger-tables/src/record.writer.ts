import { refuseEntry, type JournalEntry } from '@lettrage/adapter-sdk';
import { cutToBytes, PlainText } from '@lettrage/formats';
import { amountText, dayText } from './field-values.js';
import type { Field, Layout, LineFacts } from './layout.js';
import type { Losses } from './losses.js';

/** Writes records of a layout: each field converted, measured and put in its place. */
export class RecordWriter {
  private readonly cleaner: PlainText;
  private readonly referenceSource: Map<string, string>[] = [];

  constructor(
    private readonly layout: Layout,
    private readonly losses: Losses,
  ) {
    const { escape, charset } = layout;
    this.cleaner = new PlainText({ charset, replace: escape === 'quotes' ? {} : escape });
  }

  /** One record with its line end. */
  record(fields: readonly Field[], facts: LineFacts): string {
    const cells: string[] = new Array<string>(fields.length);
    for (let i = 0; i < fields.length; i++) cells[i] = this.cell(fields[i]!, facts, i);
    return cells.join(this.layout.separator) + this.layout.eol;
  }

  private cell(field: Field, facts: LineFacts, index: number): string {
    const value = this.value(field, facts, index);
    if (this.layout.kind === 'fixed') return filled(value, field);
    if (field.quoted) return `"${value.replaceAll('"', '""')}"`;
    return this.layout.escape === 'quotes' ? this.quotedWhereNeeded(value) : value;
  }

  private quotedWhereNeeded(value: string): string {
    return value.includes(this.layout.separator) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value;
  }

  private value(field: Field, facts: LineFacts, index: number): string {
    const { is } = field;
    switch (is.kind) {
      case 'constant':
        return is.text;
      case 'text':
        return this.textOf(field, is.of(facts), facts.entry);
      case 'code':
        return this.codeOf(field, is.of(facts), facts.entry);
      case 'reference':
        return this.referenceOf(field, is.of(facts), facts.entry, index);
      case 'tail':
        return this.cleaner.clean(is.of(facts)).slice(-field.width!);
      case 'lettering':
        return this.letteringOf(field, facts);
      case 'day':
        return dayText(is.of(facts), is.style, facts.entry);
      case 'count':
        return this.countOf(field, is.of === 'entry' ? facts.entryCount : facts.lineCount, facts.entry);
      case 'amount':
      case 'foreign-amount':
        return this.fit(field, amountText(field, facts, this.layout.decimal), facts.entry);
    }
  }

  private textOf(field: Field, source: string, entry: JournalEntry): string {
    const clean = this.cleaner.clean(source);
    if (clean !== source) this.losses.add('changed', field.name, entry);
    if (field.width === undefined || clean.length * 3 <= field.width) return clean;
    const cut = cutToBytes(clean, field.width, this.layout.charset);
    if (cut.length < clean.length) this.losses.add('cut', field.name, entry);
    return cut;
  }

  private codeOf(field: Field, source: string, entry: JournalEntry): string {
    if (source === '') return '';
    const clean = this.cleaner.clean(source);
    if (clean !== source) {
      refuseEntry(entry, `has the ${field.name} "${shown(source)}", which the format cannot write exactly`);
    }
    return this.fit(field, clean, entry);
  }

  private countOf(field: Field, count: number, entry: JournalEntry): string {
    const text = String(count);
    if (field.width === undefined || text.length <= field.width) return text;
    const most = '9'.repeat(field.width);
    return refuseEntry(entry, `is number ${text} of the file, which counts to ${most}: export a shorter period`);
  }

  /** What must not be cut: codes, counts and amounts. */
  private fit(field: Field, value: string, entry: JournalEntry): string {
    if (field.width !== undefined && value.length > field.width) {
      const { width, name } = field;
      refuseEntry(entry, `has the ${name} "${shown(value)}", ${value.length} characters where the format has ${width}`);
    }
    return value;
  }

  /** The end of a reference tells documents apart, its beginning often does not; two that become equal are refused. */
  private referenceOf(field: Field, source: string, entry: JournalEntry, index: number): string {
    const clean = this.cleaner.clean(source);
    if (clean !== source) this.losses.add('changed', field.name, entry);
    const { width, name } = field;
    if (width === undefined || clean.length < width) return clean;
    const kept = clean.slice(-width).trim();
    if (kept !== clean) this.losses.add('cut', name, entry);
    const known = (this.referenceSource[index] ??= new Map<string, string>());
    const other = known.get(kept);
    if (other === undefined) known.set(kept, source);
    else if (other !== source) {
      refuseEntry(
        entry,
        `has the ${name} "${shown(source)}", which becomes "${kept}" in ${width} characters, as does "${shown(other)}"`,
      );
    }
    return kept;
  }

  private letteringOf(field: Field, { line, entry }: LineFacts): string {
    if (line.lettering === undefined) return '';
    const clean = this.cleaner.clean(line.lettering.code);
    if (field.width === undefined || clean.length <= field.width) return clean;
    this.losses.add('left-out', 'lettering', entry);
    return '';
  }
}

function filled(value: string, { width = 0, align, pad }: Field): string {
  // What is absent stays blank: zeros would be an amount or a day.
  return align === 'right' && value !== '' ? value.padStart(width, pad ?? ' ') : value.padEnd(width);
}

function shown(value: string): string {
  const clean = value.replace(/\p{Cc}/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 57)}…` : clean;
}
