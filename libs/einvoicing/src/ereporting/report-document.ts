import type { XmlNode } from '../xml/xml-writer.js';

/** Scheme of platforms' numbers, and of SIREN numbers. */
const PLATFORM = '0238';
const SIREN = '0002';

/** What every report of flux 10 says of itself. Days `YYYY-MM-DD`. */
export interface ReportHead {
  /** TT-1 Unique with the platform, at most 50 characters. */
  readonly id: string;
  /** TT-3 Instant it was made, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly issuedAt: string;
  /** TT-4 IN: the first report of a period. RE: replaces the ones before, whole. */
  readonly kind: 'IN' | 'RE';
  /** The platform that transmits, by its number (scheme 0238). */
  readonly platform: { readonly id: string; readonly name?: string };
  /** Who declares. */
  readonly seller: { readonly siren: string; readonly name?: string };
  readonly from: string;
  readonly to: string;
}

/** The head of a report: its identifier, when it was made, which platform sends it and for whom. */
export function reportDocument({ id, issuedAt, kind, platform, seller }: ReportHead): XmlNode {
  return {
    tag: 'ReportDocument',
    children: [
      textNode('Id', id),
      { tag: 'IssueDateTime', children: [textNode('DateTimeString', issuedAt.slice(0, 19).replace(/\D/g, ''))] },
      textNode('TypeCode', kind),
      party('Sender', { id: platform.id, scheme: PLATFORM, name: platform.name, role: 'WK' }),
      party('Issuer', { id: seller.siren, scheme: SIREN, name: seller.name, role: 'SE' }),
    ],
  };
}

function party(
  tag: string,
  { id, scheme, name, role }: { id: string; scheme: string; name: string | undefined; role: string },
): XmlNode {
  return {
    tag,
    children: [
      { tag: 'Id', text: id, attributes: { schemeId: scheme } },
      ...(name === undefined ? [] : [textNode('Name', name)]),
      textNode('RoleCode', role),
    ],
  };
}

/** An element that holds a text. */
export function textNode(tag: string, value: string): XmlNode {
  return { tag, text: value };
}

/** A day as reports write it: `YYYYMMDD`. */
export function compactDay(day: string): string {
  return day.replaceAll('-', '');
}
