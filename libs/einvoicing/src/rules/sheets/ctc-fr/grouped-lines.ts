import type { Decimal } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { all } from '../xml-path.js';

/** Lines of an invoice by their number and by the number of the line they are a part of; looked up, not searched for. */
export class LinesByNumber {
  private readonly numbered = new Map<string, XmlElement[]>();
  private readonly children = new Map<string, XmlElement[]>();

  constructor(
    lines: readonly XmlElement[],
    number: string,
    private readonly parents: (line: XmlElement) => readonly XmlElement[],
  ) {
    for (const line of lines) {
      for (const { text } of all(line, number)) put(this.numbered, text, line);
      for (const text of new Set(parents(line).map((parent) => parent.text))) put(this.children, text, line);
    }
  }

  /** Lines that say they are a part of the line of this number. */
  below(number: string): readonly XmlElement[] {
    return this.children.get(number) ?? [];
  }

  /** The lines a line says it is a part of. */
  above(line: XmlElement): readonly XmlElement[] {
    return this.parents(line).flatMap(({ text }) => this.numbered.get(text) ?? []);
  }
}

function put(map: Map<string, XmlElement[]>, key: string, line: XmlElement): void {
  const known = map.get(key);
  if (known) known.push(line);
  else map.set(key, [line]);
}

/** True if an amount is the expected one but for a cent per amount summed; a missing one never is. */
export function isWithin(actual: Decimal | undefined, expected: Decimal | undefined, count: number): boolean {
  return (
    actual !== undefined && expected !== undefined && actual.minus(expected).abs().times(100).lessThanOrEqualTo(count)
  );
}
