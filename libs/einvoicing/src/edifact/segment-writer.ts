import type { Problem } from '@lettrage/domain';
import { EdifactCharset } from './edifact-charset.js';
import { DEFAULT_SEPARATORS } from './edifact-syntax.js';

/** An element: one component, several, or none. */
export type Element = string | undefined | readonly (string | undefined)[];

/** Collects segments in writing order, fits their texts to a repertoire, and closes them with counts. */
export class SegmentWriter {
  readonly problems: Problem[] = [];
  private readonly segments: string[] = [];
  private readonly charset: EdifactCharset;

  constructor(identifier: string) {
    this.charset = new EdifactCharset(identifier);
  }

  /** Number of segments so far. */
  get count(): number {
    return this.segments.length;
  }

  /** Adds a segment; trailing empty elements and components are left out, as the syntax wants. */
  add(tag: string, ...elements: readonly Element[]): void {
    const { component, element } = DEFAULT_SEPARATORS;
    const written = elements.map((one) => {
      const parts = typeof one === 'string' || one === undefined ? [one] : one;
      return trimmed(parts.map((part) => this.fit(part ?? '', tag))).join(component);
    });
    this.segments.push([tag, ...trimmed(written)].join(element));
  }

  /** Tells of a term that INVOIC does not carry, or not whole. */
  lost(term: string, why?: string): void {
    // Two rules: whoever compares what comes back finds the former by itself, the latter says more than a comparison can.
    this.problems.push({
      severity: 'warning',
      rule: why === undefined ? 'edifact-lost' : 'edifact-not-written',
      message: why ?? 'EDIFACT INVOIC does not carry it: it is lost.',
      location: term,
    });
  }

  /** The interchange as bytes: service string advice, then the segments, one a line. */
  bytes(): Uint8Array {
    const { component, element, decimal, release, terminator } = DEFAULT_SEPARATORS;
    const advice = `UNA${component}${element}${decimal}${release} ${terminator}`;
    const lines = [advice, ...this.segments.map((segment) => `${segment}${terminator}`)];
    return this.charset.encode(`${lines.join('\n')}\n`);
  }

  private fit(text: string, tag: string): string {
    const fitted = this.charset.fit(text);
    if (fitted !== text.normalize('NFC')) {
      const message = `"${text.slice(0, 40)}" holds characters ${this.charset.identifier} lacks: written as "${fitted.slice(0, 40)}".`;
      this.problems.push({ severity: 'warning', rule: 'edifact-character', message, location: tag });
    }
    return fitted.trim().replace(/[?+:']/g, '?$&');
  }
}

function trimmed(parts: readonly string[]): string[] {
  let end = parts.length;
  while (end > 0 && parts[end - 1] === '') end--;
  return parts.slice(0, end);
}
