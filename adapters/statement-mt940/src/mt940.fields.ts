/** A field of a message: its tag, its lines, and where it begins. */
export interface SwiftField {
  readonly tag: string;
  readonly lines: string[];
  readonly line: number;
}

/** Only these count as tags, at the start of a line: `:12:` and the like inside a text are text. */
const TAGS = new Map(
  '20 21 25 25P 28 28C 13 13D 34F 60F 60M 61 86 62F 62M 64 65 90C 90D NS'.split(' ').map((tag) => [tag, tag]),
);
const LONGEST_TAG = 3;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
/** What {@link FieldReader} takes out of lines. */
const UNCLEAN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f]/;
const [CARRIAGE, COLON, BRACE, DASH] = [13, 58, 123, 45];
/** A line that never ends is none of this format. */
const LONGEST_LINE = 1 << 20;
/** Lines kept of one field; what a bank writes has some ten. */
const MOST_LINES = 1_000;
const LAST = /^(?:62[FM]|64|65|90[CD])$/;

/** Cuts text that arrives in pieces into fields. Prologues, SWIFT blocks and end marks are passed over. */
export class FieldReader {
  /** Control characters were met and taken out. */
  sawControl = false;
  /** A line without end was met; nothing further is read. */
  endless = false;
  /** Number of the line last read. */
  line = 0;
  private rest = '';
  private field: SwiftField | undefined;
  private closed = false;

  /** Fields that are complete with this piece. */
  push(text: string): SwiftField[] {
    if (this.endless) return [];
    this.rest += text;
    // A CR at the end may be half of a CR LF.
    const held = this.rest.endsWith('\r') ? '\r' : '';
    const whole = held ? this.rest.slice(0, -1) : this.rest;
    const lines = linesOf(whole);
    this.rest = lines.pop()! + held;
    if (this.rest.length > LONGEST_LINE) {
      this.endless = true;
      this.rest = '';
    }
    return this.take(lines, !UNCLEAN.test(whole));
  }

  /** The last field; `terminated` tells whether its last line has an end. */
  end(): { readonly fields: readonly SwiftField[]; readonly terminated: boolean } {
    const rest = this.rest.replace(/\r$/, '');
    const terminated = rest === '' || this.rest.endsWith('\r');
    const fields = rest === '' ? [] : this.take([rest], false);
    if (this.field) fields.push(this.field);
    this.field = undefined;
    return { fields, terminated };
  }

  private take(lines: readonly string[], clean: boolean): SwiftField[] {
    const fields: SwiftField[] = [];
    for (const raw of lines) {
      this.line++;
      const done = this.takeLine(unblocked(clean ? raw : this.clean(raw)));
      if (done) fields.push(done);
    }
    return fields;
  }

  /** The field that ends where this line begins another, if one does. */
  private takeLine(text: string): SwiftField | undefined {
    const tag = text.charCodeAt(0) === COLON ? tagOf(text) : undefined;
    if (tag !== undefined) {
      const done = this.field;
      this.field = { tag, lines: [text.slice(tag.length + 2)], line: this.line };
      if (LAST.test(tag)) this.closed = true;
      else if (tag === '20') this.closed = false;
      return done;
    }
    // After the closing balance a dash ends the message; before it, it is part of a text.
    if (text === '-' ? this.closed : text.startsWith('-}') || text.startsWith('{')) {
      const done = this.field;
      this.field = undefined;
      return done;
    }
    if (this.field && text !== '-' && text.trim() !== '' && this.field.lines.length < MOST_LINES)
      this.field.lines.push(text);
    return undefined;
  }

  private clean(text: string): string {
    const clean = text.replace(CONTROL, '');
    if (clean.length < text.length) this.sawControl = true;
    return clean.replaceAll('\t', ' ');
  }
}

/** Lines that end with CRLF, LF or CR; what stands behind the last end comes last. */
function linesOf(text: string): string[] {
  if (!text.includes('\r')) return text.split('\n');
  const lines: string[] = [];
  let from = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
    addLines(lines, text.slice(from, end > from && text.charCodeAt(end - 1) === CARRIAGE ? end - 1 : end));
    from = end + 1;
  }
  addLines(lines, text.slice(from));
  return lines;
}

function addLines(to: string[], text: string): void {
  if (text.includes('\r')) to.push(...text.split('\r'));
  else to.push(text);
}

/** The tag a line of the form `:tag:` begins with, if it is one of ours. */
function tagOf(text: string): string | undefined {
  const end = text.indexOf(':', 1);
  return end === -1 || end > LONGEST_TAG + 1 ? undefined : TAGS.get(text.slice(1, end));
}

/** Takes `{1:…}{2:…}{4:` from the start of a line. */
function unblocked(text: string): string {
  const first = text.charCodeAt(0);
  if (first !== BRACE && !(first === DASH && text.startsWith('-}'))) return text;
  const at = text.lastIndexOf('{4:');
  const rest = at === -1 ? '' : text.slice(at + 3).trimStart();
  return rest.startsWith(':') ? rest : text;
}
