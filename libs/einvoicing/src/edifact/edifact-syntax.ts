import type { Problem } from '@lettrage/domain';
import { decodeEdifact, isInLevel, isSyntaxIdentifier, syntaxIdentifiers } from './edifact-charset.js';

/** The service characters of an interchange (UNA). */
export interface Separators {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly terminator: string;
}

/** `UNA:+.? '`, in force without a UNA. */
export const DEFAULT_SEPARATORS: Separators = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  terminator: "'",
};

/** A segment: its tag and its elements, each a list of components; unescaped. */
export interface Segment {
  readonly tag: string;
  /** `elements[0]` is the first after the tag. */
  readonly elements: readonly (readonly string[])[];
  /** Line of the file it begins on, and number in the interchange, both from 1. */
  readonly line: number;
  readonly number: number;
  /** Set when a term was read from it; what stays unset was not understood and is reported. */
  taken: boolean;
}

/** The segments of an interchange and the repertoire it is written in. */
export interface EdifactText {
  readonly segments: readonly Segment[];
  readonly separators: Separators;
  readonly problems: readonly Problem[];
}

const MOST_SEGMENTS = 1_000_000;

/**
 * Splits an interchange into segments: UNA or the default separators, release characters undone, line ends between
 * segments ignored, bytes read in the repertoire UNB names. Never throws: separators that are none, an unknown repertoire
 * or a segment without end are fatal problems with their place.
 */
export function parseEdifact(bytes: Uint8Array): EdifactText {
  const head = decodeEdifact(bytes.subarray(0, 512), 'UNOC')!.replace(/^(?:ï»¿)?\s*/, '');
  const fail = (rule: string, message: string, location = 'line 1'): EdifactText => ({
    segments: [],
    separators: DEFAULT_SEPARATORS,
    problems: [{ severity: 'fatal', rule, message, location }],
  });
  if (!/^UN[AB]/.test(head))
    return fail('edifact-start', 'The file does not begin with UNA or UNB: it is no EDIFACT interchange.');
  const separators = separatorsOf(head);
  if (typeof separators === 'string') return fail('edifact-separator', separators);
  const identifier = identifierOf(head, separators);
  if (typeof identifier !== 'string') return fail('edifact-separator', identifier.message);
  if (!isSyntaxIdentifier(identifier))
    return fail(
      'edifact-character-set',
      `The character set "${identifier}" is not read; known: ${syntaxIdentifiers().join(', ')}.`,
    );
  const text = textOf(unpadded(bytes), identifier);
  if (text === undefined)
    return fail('edifact-character-set', `The interchange names ${identifier}, but its bytes are no such text.`);
  return split(text, separators, identifier);
}

/** Who puts a byte order mark before an interchange wrote it in UTF-8, nearly always, whatever UNB says. */
function textOf(bytes: Uint8Array, identifier: string): string | undefined {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!isMarked) return decodeEdifact(bytes, identifier);
  const content = bytes.subarray(3);
  return decodeEdifact(content, 'UNOW') ?? decodeEdifact(content, identifier);
}

/** Without the zeros and the end mark (Ctrl-Z) that mainframes fill the last record with. */
function unpadded(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end--;
  return bytes.subarray(0, end);
}

/** The separators of a UNA, the default ones without it, or what is wrong with them. */
function separatorsOf(head: string): Separators | string {
  if (!head.startsWith('UNA')) return DEFAULT_SEPARATORS;
  const [component, element, decimal, release, , terminator] = head.slice(3, 9);
  if (terminator === undefined) return 'The UNA is cut off: it has 6 characters after its tag.';
  const separators = [component!, element!, release!, terminator];
  const wrong = separators.find(
    (character, index) => /[A-Za-z0-9]/.test(character) || separators.indexOf(character) !== index,
  );
  // A blank as release character means that there is none.
  if (wrong !== undefined && !(wrong === ' ' && release === ' '))
    return `The UNA "${head.slice(0, 9)}" names "${wrong}" as a separator, which it cannot be.`;
  if (decimal !== '.' && decimal !== ',')
    return `The UNA names "${decimal ?? ''}" as decimal mark; expected a point or comma.`;
  return { component: component!, element: element!, decimal, release: release!, terminator };
}

/** The repertoire UNB names: `UNOC` of `UNB+UNOC:3+…`. */
function identifierOf(head: string, { component, element }: Separators): string | { message: string } {
  const start = (head.startsWith('UNA') ? head.slice(9) : head).replace(/^\s+/, '');
  if (!start.startsWith('UNB')) return { message: `After the UNA comes "${start.slice(0, 3)}" instead of UNB.` };
  if (start[3] !== element)
    return {
      message: `UNB is followed by "${start[3] ?? ''}", not by the separator "${element}": a UNA must name other separators.`,
    };
  const end = start.indexOf(component, 4);
  if (end !== 8) return { message: `UNB does not name its character set as UNOC${component}3 or the like.` };
  return start.slice(4, 8);
}

function split(text: string, separators: Separators, identifier: string): EdifactText {
  const { component, element, release, terminator } = separators;
  const segments: Segment[] = [];
  const problems: Problem[] = [];
  const begin = text.startsWith('UNA') || text.trimStart().startsWith('UNA') ? text.indexOf('UNA') + 9 : 0;
  let line = 1 + (text.slice(0, begin).match(/\n/g)?.length ?? 0);
  let from = line;
  let elements: string[][] = [];
  let components: string[] = [];
  let value = '';
  let empty = true;
  const closeElement = (): void => {
    components.push(value);
    elements.push(components);
    [components, value] = [[], ''];
  };
  for (let index = begin; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\n') line++;
    if (empty && /\s|\ufeff/.test(character)) continue;
    if (empty) [empty, from] = [false, line];
    if (character === release && release !== ' ') value += text[++index] ?? '';
    else if (character === component) (components.push(value), (value = ''));
    else if (character === element) closeElement();
    else if (character === terminator) {
      closeElement();
      segments.push(segmentOf(elements, from, segments.length + 1));
      [elements, empty] = [[], true];
      if (segments.length > MOST_SEGMENTS) break;
    } else if (character !== '\n' && character !== '\r') value += character;
  }
  if (!empty)
    problems.push(
      fatal(
        'edifact-unterminated',
        `The last segment does not end with "${terminator}": the file is cut off.`,
        `line ${from}`,
      ),
    );
  if (segments.length > MOST_SEGMENTS)
    problems.push(fatal('edifact-size', `The interchange has more than ${MOST_SEGMENTS} segments.`, `line ${line}`));
  if (!isInLevel(text.replace(/[\r\n]/g, ''), identifier))
    problems.push({
      severity: 'warning',
      rule: 'edifact-character-set',
      message: `The interchange names ${identifier} but holds characters it does not allow; they were read as ISO 8859-1.`,
      location: 'UNB',
    });
  return { segments, separators, problems };
}

function segmentOf(elements: readonly string[][], line: number, number: number): Segment {
  const [tag = [''], ...rest] = elements;
  return { tag: tag[0] ?? '', elements: rest, line, number, taken: false };
}

/** Where a segment stands, for messages. */
export function placeOf(segment: Segment): string {
  return `segment ${segment.number} ${segment.tag}, line ${segment.line}`;
}

/** A component of a segment, blanks trimmed; undefined if it is absent or empty. Elements and components from 0. */
export function component(segment: Segment | undefined, element: number, index = 0): string | undefined {
  const text = segment?.elements[element]?.[index]?.trim();
  return text === undefined || text === '' ? undefined : text;
}

function fatal(rule: string, message: string, location: string): Problem {
  return { severity: 'fatal', rule, message, location };
}
