import { describe, expect, it } from '@jest/globals';
import { parseXml } from './xml-tree.js';

const problem = (text: string, limits?: { depth: number; elements: number }) => parseXml(text, limits).problems[0];

describe('the tree of an invoice', () => {
  it('knows elements by namespace, whatever their prefix, and follows declarations inward', () => {
    const { root } = parseXml(
      '<a xmlns="urn:one" xmlns:x="urn:two"><b/><x:b/><c xmlns="urn:three"><b/></c><b xmlns=""/><b/></a>',
    );
    const names = root!.children.map((child) => child.name);
    expect(names).toEqual(['{urn:one}b', '{urn:two}b', '{urn:three}c', '{}b', '{urn:one}b']);
    expect(root!.children[2]!.children[0]!.name).toBe('{urn:three}b');
  });

  it('joins text around comments and CDATA, and keeps attributes without declarations', () => {
    const { root } = parseXml(
      '<a><b k="1 &lt; 2" xml:lang="fr" xmlns:u="urn:u">x<!-- y --><![CDATA[<&>]]>&#233;</b></a>',
    );
    const [b] = root!.children;
    expect(b!.text).toBe('x<&>é');
    expect([...b!.attributes]).toEqual([
      ['k', '1 < 2'],
      ['lang', 'fr'],
    ]);
  });

  it('an attribute written twice alike is not shared with a scope that lacks its prefix', () => {
    expect(problem('<a><b xmlns:p="urn:p" p:k="1"/><b p:k="1"/></a>')).toMatchObject({
      rule: 'xml',
      message: expect.stringContaining('prefix: "p"'),
    });
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', 'xml-doctype', 1],
    ['a prefix nobody declares', '<a>\n<x:b/></a>', 'xml', 2],
    ['an end that does not fit', '<a>\n<b></a>', 'xml', 2],
    ['a document cut short', '<a>\n<b>', 'xml', 2],
    ['an entity of its own', '<a>&b;</a>', 'xml', 1],
    ['nothing', ' \n', 'xml', 1],
  ])('refuses %s, with its line', (_what, text, rule, line) => {
    expect(problem(text)).toMatchObject({ severity: 'fatal', rule, location: `line ${line}` });
  });

  it('refuses what is nested too deep or too large', () => {
    expect(problem('<a>'.repeat(5), { depth: 4, elements: 9 })?.rule).toBe('xml-depth');
    expect(problem(`<a>${'<b/>'.repeat(9)}</a>`, { depth: 4, elements: 9 })?.rule).toBe('xml-size');
  });
});
