/** An element of the part being read; names are local names. */
export class FeedbackElement {
  text = '';
  readonly children: FeedbackElement[] = [];

  constructor(
    readonly name: string,
    /** Line of the file, from 1. */
    readonly line: number,
    /** Attribute `Ccy` of amounts. */
    readonly currency: string | undefined,
  ) {}

  append(child: FeedbackElement): void {
    this.children.push(child);
  }
}

/** The first element down a path of names. */
export function find(element: FeedbackElement | undefined, ...path: readonly string[]): FeedbackElement | undefined {
  return path.reduce((found, name) => found?.children.find((child) => child.name === name), element);
}

/** Trimmed text down a path; undefined if it is missing or empty. */
export function at(element: FeedbackElement | undefined, ...path: readonly string[]): string | undefined {
  return find(element, ...path)?.text.trim() || undefined;
}

/** All children of a name. */
export function all(element: FeedbackElement | undefined, name: string): readonly FeedbackElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
