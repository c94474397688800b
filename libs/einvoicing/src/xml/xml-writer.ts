/** An element to be written. Order of children is order of writing. */
export interface XmlNode {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly XmlNode[];
}

/** Serialises a tree as UTF-8 XML text with a declaration, two-space indents and no trailing blanks: same tree, same text. */
export function writeXml(root: XmlNode): string {
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  writeNode(root, '', out);
  return out.join('');
}

function writeNode(node: XmlNode, indent: string, out: string[]): void {
  let open = `${indent}<${node.tag}`;
  for (const [name, value] of Object.entries(node.attributes ?? {})) open += ` ${name}="${escapeAttribute(value)}"`;
  if (node.children?.length) {
    out.push(open, '>\n');
    for (const child of node.children) writeNode(child, `${indent}  `, out);
    out.push(`${indent}</${node.tag}>\n`);
  } else if (node.text !== undefined) {
    out.push(open, '>', escapeText(node.text), `</${node.tag}>\n`);
  } else {
    out.push(open, '/>\n');
  }
}

/** Characters XML 1.0 cannot carry at all, not even escaped. */
export const ILLEGAL_IN_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character]!);
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character]!);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};
