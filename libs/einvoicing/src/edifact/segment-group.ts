import { component, type Segment } from './edifact-syntax.js';

/** A segment that opens a group of the message, with what belongs to it. */
export interface SegmentGroup {
  readonly head: Segment;
  readonly rest: readonly Segment[];
}

/**
 * Cuts a run of segments into groups. `opens` tells whether a tag opens a group while one of another tag is open: what
 * opens none belongs to the group before it.
 */
export function groupsOf(
  segments: readonly Segment[],
  opens: (tag: string, current: string) => boolean,
): SegmentGroup[] {
  const groups: { head: Segment; rest: Segment[] }[] = [];
  for (const segment of segments) {
    const current = groups.at(-1);
    if (!current || opens(segment.tag, current.head.tag)) groups.push({ head: segment, rest: [] });
    else current.rest.push(segment);
  }
  return groups;
}

/** All segments of a tag and qualifier (first component of the first element), in order. */
export function qualified(segments: readonly Segment[], tag: string, ...qualifiers: readonly string[]): Segment[] {
  return segments.filter((one) => one.tag === tag && qualifiers.includes(component(one, 0) ?? ''));
}

/** The first segment of a tag whose qualifier comes first in the list of those accepted. */
export function firstQualified(
  segments: readonly Segment[],
  tag: string,
  ...qualifiers: readonly string[]
): Segment | undefined {
  for (const qualifier of qualifiers) {
    const [found] = qualified(segments, tag, qualifier);
    if (found) return found;
  }
  return undefined;
}
