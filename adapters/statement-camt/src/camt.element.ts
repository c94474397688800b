/** Most elements are leaves; they share one empty list. */
const NONE: readonly CamtElement[] = [];

/** An element of a statement, kept only while its entry is read. Names are local names. */
export class CamtElement {
  text = '';
  children: readonly CamtElement[] = NONE;

  constructor(
    readonly name: string,
    /** Line of the file, from 1. */
    readonly line: number,
    /** Attribute `Ccy` of amounts. */
    readonly currency: string | undefined,
  ) {}

  append(child: CamtElement): void {
    if (this.children === NONE) this.children = [child];
    else (this.children as CamtElement[]).push(child);
  }
}

/** The first element down a path of names, such as `find(entry, 'BkTxCd', 'Prtry', 'Cd')`. */
export function find(element: CamtElement | undefined, ...path: readonly string[]): CamtElement | undefined {
  let found = element;
  for (const name of path) {
    if (found === undefined) return undefined;
    found = childOf(found, name);
  }
  return found;
}

function childOf(element: CamtElement, name: string): CamtElement | undefined {
  const { children } = element;
  for (let index = 0; index < children.length; index++) if (children[index]!.name === name) return children[index];
  return undefined;
}

/** All children of a name, in document order. */
export function all(element: CamtElement | undefined, name: string): readonly CamtElement[] {
  return element === undefined ? [] : element.children.filter((child) => child.name === name);
}

/** Trimmed text down a path; undefined if the element is missing or empty. */
export function textAt(element: CamtElement | undefined, ...path: readonly string[]): string | undefined {
  const text = find(element, ...path)?.text.trim();
  return text === '' ? undefined : text;
}

/** The batch information of an entry; version 01 has it directly below. */
export function batchOf(entry: CamtElement): CamtElement | undefined {
  return find(entry, 'NtryDtls', 'Btch') ?? find(entry, 'Btch');
}

/** What is wrong with an element; becomes a `problem` line in the place of what it spoils. */
export class CamtProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Line of the file, from 1. */
    readonly line: number,
    /** Below the entry or statement, such as `Amt`. */
    readonly path: string,
  ) {
    super(message);
  }
}
