import type { Problem } from '@lettrage/domain';
import type { XmlElement } from './xml-tree.js';
import { untakenLeaves, xpathOf } from './xml-tree.js';
import type { XmlNode } from './xml-writer.js';
import { ILLEGAL_IN_XML } from './xml-writer.js';

/** At most so many unknown elements are named one by one; the rest is counted. */
const NAMED_UNKNOWNS = 50;

/** A tree without the characters XML cannot carry, each place of them reported. */
export function legible(node: XmlNode, path: string, problems: Problem[]): XmlNode {
  const here = `${path}/${node.tag}`;
  const cleaned = node.text?.replace(ILLEGAL_IN_XML, '');
  if (cleaned !== node.text) {
    problems.push({
      severity: 'warning',
      rule: 'xml-character',
      message: 'A control character was left out: XML cannot carry it.',
      location: here,
    });
  }
  return {
    ...node,
    ...(cleaned === undefined ? {} : { text: cleaned }),
    ...(node.children ? { children: node.children.map((inner) => legible(inner, here, problems)) } : {}),
  };
}

/** What no term was read from, as warnings. */
export function unknownElements(root: XmlElement, syntax: 'cii' | 'ubl'): Problem[] {
  const leaves = untakenLeaves(root);
  const problems: Problem[] = leaves.slice(0, NAMED_UNKNOWNS).map((element) => ({
    severity: 'warning',
    rule: `${syntax}-not-read`,
    message: `"${element.text.trim().slice(0, 60)}" is outside the terms read here or repeats a single term: it was not read.`,
    location: xpathOf(element),
  }));
  if (leaves.length > NAMED_UNKNOWNS) {
    problems.push({
      severity: 'warning',
      rule: `${syntax}-not-read`,
      message: `${leaves.length - NAMED_UNKNOWNS} further elements were not read.`,
    });
  }
  return problems;
}
