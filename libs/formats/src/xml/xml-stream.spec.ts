import { describe, expect, it } from '@jest/globals';
import { XmlError } from './xml-error.js';
import { XmlStream } from './xml-stream.js';
import { readXmlTree } from './xml-tree.js';

function events(text: string, pieces = 1): string[] {
  const seen: string[] = [];
  const stream = new XmlStream({
    open: (name, attributes, prefix) => seen.push(`<${prefix}|${name} ${JSON.stringify(attributes)}`),
    text: (piece) => seen.push(piece),
    close: (name) => seen.push(`/${name}`),
  });
  const size = Math.ceil(text.length / pieces);
  for (let at = 0; at < text.length; at += size) stream.write(text.slice(at, at + size));
  stream.end();
  return seen;
}

function refusal(text: string): XmlError {
  try {
    events(text);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('XmlStream', () => {
  it('gives local names, prefixes, attributes and resolved text', () => {
    expect(events('<n:a x="1"><b>1 &amp; 2</b><![CDATA[<3>]]></n:a>')).toEqual([
      '<n|a {"x":"1"}',
      '<|b {}',
      '1 & 2',
      '/b',
      '<3>',
      '/a',
    ]);
  });

  it('refuses a DOCTYPE, so that no entity is ever expanded', () => {
    expect(refusal('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>').message).toContain('DOCTYPE');
    expect(refusal('<a>&x;</a>').message).toContain('entity');
  });

  it('says the line and the open elements where the file is cut short', () => {
    expect(refusal('<a>\n<b>\n<c>')).toMatchObject({
      line: 3,
      path: 'a/b/c',
      message: expect.stringContaining('ends inside <c>'),
    });
    expect(refusal('<a>\n</b>')).toMatchObject({ line: 2 });
    expect(refusal('')).toBeInstanceOf(XmlError);
  });

  it('refuses elements nested deeper than the cap', () => {
    expect(refusal('<a>'.repeat(65)).message).toContain('64');
    expect(events('<a>'.repeat(64) + '</a>'.repeat(64))).toHaveLength(128);
  });

  it.each([
    ['text', `<a>${'x'.repeat(1_100_000)}</a>`],
    ['an attribute', `<a b="${'x'.repeat(1_200_000)}"/>`],
    ['a comment', `<a><!--${'x'.repeat(1_200_000)}--></a>`],
  ])('refuses %s longer than the cap', (_, text) => {
    expect(refusal(text).message).toContain('longer than');
  });

  it('reads a document the same after one that invents names without end, and two at once', () => {
    const plain = '<Document><Ntry x="1"/></Document>';
    const before = events(plain);
    const many = Array.from({ length: 9_000 }, (_, i) => `<n${i}é/>`).join('');
    expect(events(`<r>${many}</r>`)).toHaveLength(18_002);
    expect(events(plain)).toEqual(before);
    expect(events(plain.replaceAll('Ntry', 'Ntr'), 3)[1]).toBe('<|Ntr {"x":"1"}');
    const seen: string[] = [];
    const silent = { text: () => undefined, close: () => undefined };
    const [one, two] = ['a', 'b'].map(
      (who) => new XmlStream({ ...silent, open: (name) => void seen.push(`${who}${name}`) }),
    );
    one!.write('<Stmt><Ba');
    two!.write('<Stmt><Bal>');
    one!.write('d>');
    expect(seen).toEqual(['aStmt', 'bStmt', 'bBal', 'aBad']);
  });

  it('treats names of object properties as plain names', () => {
    expect(events('<__proto__><constructor/></__proto__>')[0]).toBe('<|__proto__ {}');
  });

  it('gives the same elements however the text is cut', () => {
    const text = '<n:a x="1">é<b>1 &amp; 2</b>\r\n<c/></n:a>';
    for (let pieces = 2; pieces <= text.length; pieces++) {
      expect(events(text, pieces).join('')).toBe(events(text).join(''));
    }
  });
});

describe('readXmlTree', () => {
  it('resolves namespaces by prefix and by default', () => {
    const root = readXmlTree('<r:a xmlns:r="urn:r" xmlns="urn:d"><b>1</b>\n<r:c xmlns="urn:e"><d/></r:c></r:a>');
    expect(root).toMatchObject({ name: 'a', namespace: 'urn:r' });
    expect(root.children[0]).toMatchObject({ name: 'b', namespace: 'urn:d', text: '1', line: 1 });
    expect(root.children[1]!.children[0]).toMatchObject({ name: 'd', namespace: 'urn:e', line: 2 });
  });
});
