import iconv from 'iconv-lite';
import type { Sample } from './samples.js';

/**
 * A spoilt file. `amounts`: nothing in it can turn an amount into another, so no other may be read; `unsigned` where
 * lines are moved and a sign may stand in a line of its own.
 */
export interface Mutant {
  readonly what: string;
  readonly bytes: Buffer;
  readonly amounts: 'same' | 'unsigned' | 'any';
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** An integer from 0 up to, not including, `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, end);
  }

  /** One of the values. */
  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

/** Texts that have broken readers: amounts, days, markup, controls, prototype keys. */
const HOSTILE: readonly string[] = [
  '1e400',
  '0x10',
  'NaN',
  '-Infinity',
  '1.234,56',
  '12..34',
  '1,2,3',
  '٣٤٥',
  '31/02/2026',
  '2026-02-31',
  '99999999',
  '0000-00-00',
  '999999999999999999999999999999',
  '',
  ' ',
  '\u0000',
  '\u001a',
  '\ufeff',
  '\u202e',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '<![CDATA[',
  ']]>',
  '</Ntry>',
  '&a9;',
  '&#0;',
  '"',
  '""',
  '";"',
  '=cmd()',
  '__proto__',
  'constructor',
  '^',
  '!Type:Invst',
  ':62F:',
  ':86:',
  '{4:',
  '-}',
  '?20?21',
  '{{}}',
  '\r',
  '\n\n\n',
  '<STMTTRN>',
  '</OFX>',
  'é'.repeat(3),
  '0'.repeat(200),
];
const CHARSETS: readonly string[] = [
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'utf-8',
  'macintosh',
  'cp850',
  'utf-7',
];

type Mutation = (sample: Sample, chance: Chance) => Mutant;

const truncated: Mutation = ({ bytes }, chance) => {
  const at = chance.below(bytes.length);
  // An amount at the cut may have lost digits; every format says where an amount ends, so it is not read.
  return { what: `cut at byte ${at}`, bytes: bytes.subarray(0, at), amounts: 'same' };
};

const flipped: Mutation = ({ bytes }, chance) => {
  const spoilt = Buffer.from(bytes);
  const flips = 1 + chance.below(8);
  for (let n = 0; n < flips; n++) spoilt[chance.below(spoilt.length)]! ^= 1 << chance.below(8);
  return { what: `${flips} bits flipped`, bytes: spoilt, amounts: 'any' };
};

const lineLost: Mutation = (sample, chance) => {
  if (!sample.lines) return flipped(sample, chance);
  const lines = sample.bytes.toString('latin1').split('\n');
  const at = chance.below(lines.length);
  lines.splice(at, 1);
  return { what: `line ${at + 1} lost`, bytes: Buffer.from(lines.join('\n'), 'latin1'), amounts: 'same' };
};

const linesShuffled: Mutation = (sample, chance) => {
  if (!sample.lines) return flipped(sample, chance);
  const lines = sample.bytes.toString('latin1').split('\n');
  const [from, to] = [chance.below(lines.length), chance.below(lines.length)];
  lines.splice(to, 0, ...(chance.below(2) === 0 ? lines.splice(from, 1) : [lines[from]!]));
  return {
    what: `line ${from + 1} moved or doubled at ${to + 1}`,
    bytes: Buffer.from(lines.join('\n'), 'latin1'),
    amounts: 'unsigned',
  };
};

const reencoded: Mutation = (sample, chance) => {
  if (!sample.lines) return flipped(sample, chance);
  const [from, to] = [chance.of(['utf-8', 'windows-1252']), chance.of(CHARSETS)];
  const bytes = iconv.encode(iconv.decode(sample.bytes, from), to, { addBOM: chance.below(2) === 0 });
  return { what: `taken for ${from}, written in ${to}`, bytes, amounts: 'same' };
};

const hostile: Mutation = ({ bytes }, chance) => {
  const at = chance.below(bytes.length);
  const over = chance.below(12);
  const text = chance.of(HOSTILE);
  const spoilt = Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at + over)]);
  return {
    what: `${JSON.stringify(text.slice(0, 20))} over ${over} bytes at ${at}`,
    bytes: spoilt,
    amounts: 'any',
  };
};

const noise: Mutation = ({ bytes }, chance) => {
  const at = chance.below(bytes.length);
  const random = Buffer.from(Array.from({ length: chance.below(64) }, () => chance.below(256)));
  return {
    what: `${random.length} random bytes at ${at}`,
    bytes: Buffer.concat([bytes.subarray(0, at), random, bytes.subarray(at)]),
    amounts: 'any',
  };
};

const repeated: Mutation = ({ bytes }, chance) => {
  const [from, length] = [chance.below(bytes.length), 1 + chance.below(200)];
  const times = 1 + chance.below(400);
  const piece = bytes.subarray(from, from + length);
  const all = [bytes.subarray(0, from), ...Array.from({ length: times }, () => piece), bytes.subarray(from)];
  return { what: `${length} bytes at ${from} ${times} times`, bytes: Buffer.concat(all), amounts: 'any' };
};

const MUTATIONS: readonly Mutation[] = [
  truncated,
  flipped,
  lineLost,
  linesShuffled,
  reencoded,
  hostile,
  noise,
  repeated,
];

/** A file spoilt in one way that the seed picks. */
export function mutantOf(sample: Sample, seed: number): Mutant {
  const chance = new Chance(seed);
  return chance.of(MUTATIONS)(sample, chance);
}
