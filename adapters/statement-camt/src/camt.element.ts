/**
 * An element of a statement, kept only while its entry is read. Names are local names. Children are a chain, not an
 * array: an entry has some forty elements, and an array for each costs more than reading them.
 */
export class CamtElement {
  text = '';
  // All have a value from the start: elements that get their fields in different orders are objects of different kinds,
  // and every look-up in them takes twice as long.
  first: CamtElement | undefined = undefined;
  next: CamtElement | undefined = undefined;
  /** What no field of a line holds of what is below; found once for all entries with the same tags. */
  rest: LabelledElement[] | undefined = undefined;
  private last: CamtElement | undefined = undefined;

  constructor(
    readonly name: string,
    /** Line of the file, from 1. */
    public line: number,
    /** Attribute `Ccy` of amounts. */
    readonly currency: string | undefined,
  ) {}

  append(child: CamtElement): void {
    if (this.last === undefined) this.first = child;
    else this.last.next = child;
    this.last = child;
  }
}

/** An element without children, and what its text is called. */
export interface LabelledElement {
  readonly element: CamtElement;
  readonly label: string;
}

/** The first child of a name. */
export function child(element: CamtElement | undefined, name: string): CamtElement | undefined {
  if (element === undefined) return undefined;
  for (let each = element.first; each !== undefined; each = each.next) if (each.name === name) return each;
  return undefined;
}

/** The first element down a path of names, such as `find(entry, 'BkTxCd', 'Prtry', 'Cd')`. */
export function find(
  element: CamtElement | undefined,
  first: string,
  second?: string,
  third?: string,
  fourth?: string,
): CamtElement | undefined {
  // Written out: a rest parameter would make an array for each of some hundred look-ups an entry takes.
  let found = child(element, first);
  if (second !== undefined) found = child(found, second);
  if (third !== undefined) found = child(found, third);
  return fourth === undefined ? found : child(found, fourth);
}

/** All children of a name, in document order. */
export function all(element: CamtElement | undefined, name: string): readonly CamtElement[] {
  const found: CamtElement[] = [];
  for (let each = element?.first; each !== undefined; each = each.next) if (each.name === name) found.push(each);
  return found;
}

/** Trimmed text of an element; undefined if it is missing or empty. */
export function textOf(element: CamtElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const { text } = element;
  if (text === '') return undefined;
  const trimmed = isTrimmed(text) ? text : text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** True if a text begins and ends with a visible character of ASCII, as nearly all do: told faster than trimmed. */
function isTrimmed(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > BLANK && first < ASCII_END && last > BLANK && last < ASCII_END;
}

const [BLANK, ASCII_END] = [32, 127];

/** Trimmed text down a path; undefined if the element is missing or empty. */
export function textAt(
  element: CamtElement | undefined,
  first: string,
  second?: string,
  third?: string,
  fourth?: string,
): string | undefined {
  return textOf(find(element, first, second, third, fourth));
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
