import { SaxesParser } from 'saxes';

/** What the reader of an XML stream is told, in document order. Names are local names, without prefix. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>, prefix: string): void;
  /** Text and CDATA, entities resolved; may come in several pieces. */
  text(text: string): void;
  close(name: string): void;
}

/** Caps against hostile input. */
export interface XmlLimits {
  /** Levels of elements. */
  readonly depth: number;
  /** Characters of one text, attribute list or comment. */
  readonly text: number;
}

const LIMITS: XmlLimits = { depth: 64, text: 1_048_576 };
const PIECE = 65_536;

/** XML that is refused: not well formed, a DOCTYPE, too deep, a text too long, or cut short. */
export class XmlError extends Error {
  override readonly name = 'XmlError';

  constructor(
    message: string,
    /** Line of the file, from 1. */
    readonly line: number,
    /** Names of the open elements, such as `Document/BkToCstmrStmt`. */
    readonly path: string,
  ) {
    super(message);
  }
}

/**
 * A strict XML parser for text that arrives in pieces (saxes below). Refuses DOCTYPE, so no entity but the five
 * predefined ones exists; reads nothing from outside. Throws {@link XmlError} and is of no use afterwards.
 */
export class XmlStream {
  private readonly parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  private readonly names: string[] = [];
  private readonly locals = new Map<string, string>();
  private silent = 0;

  constructor(
    private readonly events: XmlEvents,
    private readonly limits: XmlLimits = LIMITS,
  ) {
    const { parser } = this;
    parser.on('opentag', (tag) => this.open(tag.name, tag.attributes));
    parser.on('closetag', () => this.close());
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
    parser.on('comment', () => (this.silent = 0));
    parser.on('doctype', () => this.fail('a DOCTYPE is not accepted in this file; remove it'));
    parser.on('error', (error) => this.fail(plain(error.message)));
  }

  /** Line being read, from 1. */
  get line(): number {
    return this.parser.line;
  }

  /** Names of the open elements, joined by `/`. */
  get path(): string {
    return this.names.join('/');
  }

  /** Reads the next piece of text; events come before it returns. */
  write(text: string): void {
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = at === 0 && text.length <= PIECE ? text : text.slice(at, at + PIECE);
      this.silent += piece.length;
      this.parser.write(piece);
      if (this.silent > this.limits.text) this.fail(`a text longer than ${this.limits.text} characters`);
    }
  }

  /** Ends the document; an element still open is an error. */
  end(): void {
    if (this.names.length > 0)
      this.fail(`the file ends inside <${this.names.at(-1)}>; it is cut short, ask for it again`);
    this.parser.close();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.silent = 0;
    const local = this.local(name);
    if (this.names.length >= this.limits.depth) this.fail(`elements nested deeper than ${this.limits.depth} levels`);
    this.names.push(local);
    this.events.open(
      local,
      attributes,
      local.length === name.length ? '' : name.slice(0, name.length - local.length - 1),
    );
  }

  private close(): void {
    this.silent = 0;
    this.events.close(this.names[this.names.length - 1]!);
    this.names.pop();
  }

  private text(text: string): void {
    this.silent = 0;
    if (text.length > this.limits.text) this.fail(`a text longer than ${this.limits.text} characters`);
    this.events.text(text);
  }

  /**
   * Names repeat a thousand times; cutting the prefix each time costs more than the look-up. The name handed out is
   * the engine's one copy of it, so that readers compare names by pointer.
   */
  private local(name: string): string {
    let local = this.locals.get(name);
    if (local === undefined) {
      local = Object.keys({ [name.slice(name.indexOf(':') + 1)]: 0 })[0]!;
      if (this.locals.size < 10_000) this.locals.set(name, local);
    }
    return local;
  }

  private fail(message: string): never {
    throw new XmlError(message, this.line, this.path);
  }
}

/** saxes ends its messages with a full stop and may put a position before them. */
function plain(message: string): string {
  return message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}
