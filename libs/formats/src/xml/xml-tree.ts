import type { XmlAttributes } from './xml-attributes.js';
import { XmlStream, type XmlLimits } from './xml-stream.js';

/** An element of a small XML document read whole. Attributes keep their prefix; `text` is the element's own, untrimmed. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace URI, `''` for none. */
  readonly namespace: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Line of the start tag's end, from 1. */
  readonly line: number;
}

type Building = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: Building[] };

/** Reads a whole document into a tree; for invoices and messages, not for statements. Throws `XmlError`. */
export function readXmlTree(text: string, limits?: XmlLimits): XmlElement {
  const open: Building[] = [];
  const scopes: ReadonlyMap<string, string>[] = [new Map()];
  let root: Building | undefined;
  const stream = new XmlStream(
    {
      open(name, attributes, prefix) {
        const scope = scopeOf(attributes, scopes.at(-1)!);
        scopes.push(scope);
        const element: Building = {
          name,
          namespace: scope.get(prefix) ?? '',
          attributes,
          children: [],
          text: '',
          line: stream.line,
        };
        open.at(-1)?.children.push(element);
        root ??= element;
        open.push(element);
      },
      text(piece) {
        const element = open.at(-1);
        if (element) element.text += piece;
      },
      close() {
        open.pop();
        scopes.pop();
      },
    },
    limits,
  );
  stream.write(text);
  stream.end();
  return root!;
}

/** The namespaces in force inside an element; the parent's own map where the element declares none. */
function scopeOf(attributes: XmlAttributes, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}
