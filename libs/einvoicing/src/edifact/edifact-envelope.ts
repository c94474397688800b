import type { Problem } from '@lettrage/domain';
import { component, placeOf, type Segment } from './edifact-syntax.js';

/** A message of an interchange: from UNH to UNT, both included. */
export interface EdifactMessage {
  readonly segments: readonly Segment[];
  /** `INVOIC` */
  readonly type: string;
  /** `D:96A`, `D:01B`… */
  readonly release: string;
}

/**
 * The messages of an interchange, with the envelope checked: UNB and UNZ with one reference, UNZ's count of messages (or
 * groups), each UNH closed by a UNT with its reference and its count of segments. What is wrong is an error that names
 * the segment; the messages come all the same.
 */
export function readEnvelope(segments: readonly Segment[]): { messages: EdifactMessage[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (rule: string, message: string, segment: Segment | undefined): void => {
    problems.push({ severity: 'error', rule, message, ...(segment ? { location: placeOf(segment) } : {}) });
  };
  const messages: EdifactMessage[] = [];
  let open: Segment[] | undefined;
  let groups = 0;
  let inGroup = 0;
  for (const segment of segments) {
    if (['UNB', 'UNH', 'UNT', 'UNZ', 'UNG', 'UNE'].includes(segment.tag)) segment.taken = true;
    if (segment.tag === 'UNH') {
      if (open) report('edifact-unt', 'The message before has no UNT.', segment);
      open = [segment];
    } else if (open) {
      open.push(segment);
      if (segment.tag !== 'UNT') continue;
      checkMessageEnd(open, segment, report);
      messages.push(messageOf(open));
      open = undefined;
      inGroup++;
    } else if (segment.tag === 'UNG') {
      [groups, inGroup] = [groups + 1, 0];
    } else if (segment.tag === 'UNE') {
      checkCount(segment, inGroup, 'messages in the group', 'edifact-une', report);
    } else if (!['UNB', 'UNZ'].includes(segment.tag)) {
      report('edifact-outside', `${segment.tag} stands outside a message.`, segment);
    }
  }
  if (open) {
    report('edifact-unt', 'The message has no UNT: the file is cut off.', open.at(-1));
    messages.push(messageOf(open));
  }
  checkInterchange(segments, groups > 0 ? groups : messages.length, groups > 0, report);
  return { messages, problems };
}

type Report = (rule: string, message: string, segment: Segment | undefined) => void;

function checkMessageEnd(message: readonly Segment[], end: Segment, report: Report): void {
  checkCount(end, message.length, 'segments', 'edifact-unt', report);
  const [opened, closed] = [component(message[0], 0), component(end, 1)];
  if (opened !== closed)
    report('edifact-unt', `UNT closes the message "${closed ?? ''}", UNH opened "${opened ?? ''}".`, end);
}

function checkInterchange(segments: readonly Segment[], count: number, grouped: boolean, report: Report): void {
  const [first] = segments;
  const end = segments.find(({ tag }) => tag === 'UNZ');
  if (!end) return report('edifact-unz', 'The interchange has no UNZ: the file is cut off.', segments.at(-1));
  checkCount(end, count, grouped ? 'groups' : 'messages', 'edifact-unz', report);
  const [opened, closed] = [component(first, 4), component(end, 1)];
  if (opened !== closed)
    report('edifact-unz', `UNZ closes the interchange "${closed ?? ''}", UNB opened "${opened ?? ''}".`, end);
  const after = segments[end.number];
  if (after) report('edifact-unz', 'There is more behind the end of the interchange.', after);
}

function checkCount(segment: Segment, counted: number, what: string, rule: string, report: Report): void {
  const said = component(segment, 0) ?? '';
  if (!/^\d+$/.test(said) || BigInt(said) !== BigInt(counted))
    report(rule, `${segment.tag} says ${said || 'nothing'} ${what}; there are ${counted}.`, segment);
}

function messageOf(segments: readonly Segment[]): EdifactMessage {
  const [head] = segments;
  return {
    segments,
    type: component(head, 1) ?? '',
    release: `${component(head, 1, 1) ?? ''}:${component(head, 1, 2) ?? ''}`,
  };
}
