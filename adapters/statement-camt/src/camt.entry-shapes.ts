import { resolved } from '@lettrage/formats';
import type { CamtElement } from './camt.element.js';

/** Shapes kept of one file, and characters and elements of one; what is larger or more varied is read tag by tag. */
const MOST_SHAPES = 128;
const LONGEST = 16_384;
const MOST_ELEMENTS = 400;

const [LINE_FEED, AMPERSAND, LESS] = [10, 38, 60];
/** A tag whose end is its first `>`: attributes in plain quotes, without references. */
const PLAIN_TAG = /^<\/?[^\s<>"'/=!?]+(?: [^\s<>"'/=]+="[^"'<>&]*")* ?\/?>$/;

/**
 * The entries of a statement repeat some few sequences of tags, between which only the values differ. So an entry that
 * was read tag by tag leaves its tags here with the elements they made, and the next of the same tags is read by
 * comparing them as they stand and putting its values into these elements: no tag is looked at, no element made.
 *
 * Shapes that begin alike share their beginning: a tree whose branches are the tags that may follow a value.
 */
export class EntryShapes {
  /** Where the entry found last ends in the text. */
  end = 0;
  private start: Branch[] = [];
  private count = 0;
  private depth = 0;
  private readonly values: string[] = [];
  private view: DataView = new DataView(new ArrayBuffer(0));

  /** The shape of the entry whose inside begins at `at`, with its values put in; undefined if it has none of those known. */
  match(text: string, codes: Uint16Array, from: number, depth: number): EntryShape | undefined {
    if (depth !== this.depth) return undefined;
    const { values } = this;
    const view = this.viewOf(codes);
    let branches = this.start;
    let at = from;
    for (let count = 0; ; count++) {
      const branch = branchAt(branches, view, at);
      if (branch === undefined) return undefined;
      at += branch.tags.length;
      if (branch.shape !== undefined) {
        this.end = at;
        branch.shape.fill(values);
        return branch.shape;
      }
      const value = this.valueAt(branch, text, codes, at);
      if (value === undefined) return undefined;
      values[count] = value;
      at += branch.written.length;
      branches = branch.next;
    }
  }

  /** The tags of the entry whose inside begins at `at`; undefined if it goes on in the next piece or is no plain one. */
  draft(text: string, at: number, depth: number): ShapeDraft | undefined {
    if (depth !== this.depth) [this.start, this.count, this.depth] = [[], 0, depth];
    return this.count < MOST_SHAPES ? draftOf(text, at) : undefined;
  }

  /** Keeps the shape of an entry whose draft was read tag by tag since. */
  learn(draft: ShapeDraft): void {
    if (draft.elements.length !== draft.count) return;
    let branches = this.start;
    for (const [n, tags] of draft.tags.entries()) {
      let branch = branches.find((each) => each.tags === tags);
      if (branch === undefined) {
        const shape = n === draft.tags.length - 1 ? new EntryShape(draft) : undefined;
        branches.push((branch = { tags, pattern: new Pattern(tags), written: '', value: '', next: [], shape }));
        if (shape) this.count++;
      }
      branches = branch.next;
    }
  }

  private viewOf(codes: Uint16Array): DataView {
    if (this.view.buffer !== codes.buffer) this.view = new DataView(codes.buffer);
    return this.view;
  }

  /** The value at `at`, up to the next tag; the branch keeps it, since many values are those of the entry before. */
  private valueAt(branch: Branch, text: string, codes: Uint16Array, at: number): string | undefined {
    const { written } = branch;
    if (codes[at + written.length] === LESS && textStandsAt(written, codes, at)) return branch.value;
    let end = at;
    let plain = true;
    for (let code = codes[end]!; code !== LESS; code = codes[++end]!) {
      // The zero behind the text; a line break would move the lines of the elements behind it.
      if (code === 0 || code === LINE_FEED) return undefined;
      if (code === AMPERSAND) plain = false;
    }
    const found = text.slice(at, end);
    const value = plain ? found : resolvedOf(found);
    if (value === undefined) return undefined;
    branch.written = found;
    branch.value = value;
    return value;
  }
}

/** A text with its references resolved; undefined if one is none, which the scanner then says in its place. */
function resolvedOf(text: string): string | undefined {
  try {
    return resolved(text);
  } catch {
    return undefined;
  }
}

/** Tags that may follow at a place, and the value behind them as it was last. */
interface Branch {
  readonly tags: string;
  readonly pattern: Pattern;
  /** As it stands in the file, and what it means. */
  written: string;
  value: string;
  readonly next: Branch[];
  /** Of the last tags of an entry. */
  readonly shape: EntryShape | undefined;
}

function branchAt(branches: readonly Branch[], codes: DataView, at: number): Branch | undefined {
  for (let n = 0; n < branches.length; n++) {
    const branch = branches[n]!;
    if (branch.pattern.standsAt(codes, at)) return branch;
  }
  return undefined;
}

const BYTES = Uint16Array.BYTES_PER_ELEMENT;
const FOUR = 4;

/**
 * Text to find in a row of character codes, compared by four at once as the number their bytes make: a quarter of the
 * time of one by one, and `startsWith` takes longer still. Different texts make different numbers but for NUL, which no
 * XML holds; those that make no number are never found, and their entry is read tag by tag.
 */
class Pattern {
  private readonly fours: Float64Array;
  private readonly rest: Uint16Array;
  private readonly bytes: number;

  constructor(text: string) {
    const codes = Uint16Array.from(text, (character) => character.charCodeAt(0));
    const whole = codes.length - (codes.length % FOUR);
    this.fours = new Float64Array(codes.buffer, 0, whole / FOUR);
    this.rest = codes.subarray(whole);
    this.bytes = codes.byteLength;
  }

  standsAt(codes: DataView, at: number): boolean {
    const { fours, rest } = this;
    let from = at * BYTES;
    if (from + this.bytes > codes.byteLength) return false;
    for (let n = 0; n < fours.length; n++, from += FOUR * BYTES)
      if (fours[n] !== codes.getFloat64(from, true)) return false;
    for (let n = 0; n < rest.length; n++, from += BYTES) if (rest[n] !== codes.getUint16(from, true)) return false;
    return true;
  }
}

function textStandsAt(text: string, codes: Uint16Array, at: number): boolean {
  for (let n = text.length - 1; n >= 0; n--) if (text.charCodeAt(n) !== codes[at + n]) return false;
  return true;
}

/** The elements of entries with the same tags; they hold the values of the entry read last. */
export class EntryShape {
  readonly entry: CamtElement;
  /** Each `TxDtls` with the element it stands in. */
  readonly details: readonly EntryDetail[];
  private readonly elements: readonly CamtElement[];
  /** Lines from the entry's own. */
  private readonly lines: readonly number[];
  private readonly leaves: readonly CamtElement[];

  constructor({ elements, leaves, details }: ShapeDraft) {
    const [entry] = elements as [CamtElement];
    this.entry = entry;
    this.details = details;
    this.elements = elements;
    this.lines = elements.map(({ line }) => line - entry.line);
    this.leaves = leaves.map((index) => elements[index]!);
  }

  /** Moves the elements to the line of an entry. */
  moveTo(line: number): void {
    const { elements, lines } = this;
    for (let n = 0; n < elements.length; n++) elements[n]!.line = line + lines[n]!;
  }

  /** Puts the values of an entry into the elements. */
  fill(values: readonly string[]): void {
    const { leaves } = this;
    for (let n = 0; n < leaves.length; n++) leaves[n]!.text = values[n]!;
  }
}

/** A `TxDtls` and its `NtryDtls`. */
export interface EntryDetail {
  readonly detail: CamtElement;
  readonly block: CamtElement | undefined;
}

/** The tags of an entry as they stand in the text, and what becomes of them while it is read tag by tag. */
export interface ShapeDraft {
  /** What stands before, between and behind the values. */
  readonly tags: readonly string[];
  /** Which element each value belongs to, counted from the entry itself as 0. */
  readonly leaves: readonly number[];
  /** Elements there must be. */
  readonly count: number;
  readonly elements: CamtElement[];
  readonly details: EntryDetail[];
}

function draftOf(text: string, start: number): ShapeDraft | undefined {
  const tags: string[] = [];
  const leaves: number[] = [];
  let count = 1;
  let from = start;
  let open = 1;
  let inLeaf = false;
  for (let at = start; open > 0;) {
    const tag = text.indexOf('<', at);
    const end = text.indexOf('>', tag) + 1;
    if (tag === -1 || end === 0 || end - start > LONGEST || count > MOST_ELEMENTS) return undefined;
    const written = text.slice(tag, end);
    if (!PLAIN_TAG.test(written)) return undefined;
    const between = text.slice(at, tag);
    const closes = written.startsWith('</');
    if (inLeaf && closes) {
      if (between.includes('\n')) return undefined;
      tags.push(text.slice(from, at));
      leaves.push(count - 1);
      from = tag;
    } else if (/[^ \t\n]/.test(between)) return undefined;
    inLeaf = !closes && !written.endsWith('/>');
    if (!closes) count++;
    open += closes ? -1 : inLeaf ? 1 : 0;
    at = end;
    if (open === 0) tags.push(text.slice(from, end));
  }
  return { tags, leaves, count, elements: [], details: [] };
}
