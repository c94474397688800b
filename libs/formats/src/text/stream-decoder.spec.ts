import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { decodeText, StreamDecoder, type DecodeOptions } from './stream-decoder.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const xml = (encoding: string, body: string): string => `<?xml version="1.0" encoding="${encoding}"?><a>${body}</a>`;

function inPieces(
  bytes: Uint8Array,
  cuts: readonly number[],
  options: DecodeOptions,
): { text: string; warnings: readonly string[] } {
  const decoder = new StreamDecoder(options);
  let text = '';
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    text += decoder.push(bytes.subarray(from, cut));
    from = cut;
  }
  return { text: text + decoder.end(), warnings: decoder.warnings };
}

describe('StreamDecoder', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    expect(decodeText(utf8('é€')).text).toBe('é€');
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('é')])).text).toBe('é');
  });

  it('reads what is no UTF-8 as windows-1252, the bytes 80 to 9F included', () => {
    expect(decodeText(new Uint8Array([0x80, 0x92, 0x9c, 0xe9]))).toEqual({
      text: '€’œé',
      charset: 'windows-1252',
      warnings: [],
    });
  });

  it('gives every byte of windows-1252 the sign the encoding standard gives it', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const standard = new TextDecoder('windows-1252').decode(bytes, { stream: true });
    expect(decodeText(new Uint8Array([0xff, ...bytes])).text).toBe(`ÿ${standard}`);
  });

  it('reads ISO-8859-15 where the declaration or the profile says so', () => {
    expect(decodeText(new Uint8Array([0xa4]), { fallback: 'iso-8859-15' }).text).toBe('€');
    const declared = decodeText(iconv.encode(xml('ISO-8859-15', 'œ €'), 'iso-8859-15'), { xml: true });
    expect(declared.text).toContain('<a>œ €</a>');
    expect(declared.warnings).toEqual([]);
  });

  it('reads a charset that only iconv knows', () => {
    expect(decodeText(iconv.encode(xml('IBM850', 'é'), 'cp850'), { xml: true }).text).toContain('<a>é</a>');
  });

  it.each(['utf-16le', 'utf-16be'])('reads %s with and without a byte order mark', (charset) => {
    expect(decodeText(iconv.encode(xml('UTF-16', 'é€'), charset, { addBOM: true }), { xml: true }).text).toBe(
      xml('UTF-16', 'é€'),
    );
    expect(decodeText(iconv.encode('<a>é</a>', charset), { xml: true }).text).toBe('<a>é</a>');
  });

  it('lets the bytes win over a declaration that contradicts them, with a warning', () => {
    const mislabelled = decodeText(utf8(xml('ISO-8859-1', 'é')), { xml: true });
    expect(mislabelled.text).toContain('<a>é</a>');
    expect(mislabelled.warnings).toEqual([expect.stringContaining('declares ISO-8859-1 but its bytes are UTF-8')]);
    const latin = decodeText(iconv.encode(xml('UTF-8', 'é'), 'latin1'), { xml: true });
    expect(latin.text).toContain('<a>é</a>');
    expect(latin.warnings).toEqual([expect.stringContaining('declares UTF-8 but its bytes are not')]);
  });

  it('reads both charsets of a file that mixes them, with a warning', () => {
    const bytes = new Uint8Array([...utf8('é'), 0xe9, 0x20, ...utf8('€'), 0x80]);
    expect(decodeText(bytes).text).toBe('éé €€');
    expect(decodeText(bytes).warnings).toHaveLength(1);
  });

  it('keeps the last letter when the bytes end inside a sequence', () => {
    expect(decodeText(new Uint8Array([0x61, 0xe9])).text).toBe('aé');
    expect(decodeText(new Uint8Array([...utf8('é'), 0xe2, 0x82])).text).toBe('éâ‚');
  });

  it('gives the same text wherever the bytes are cut', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }).map(utf8),
      fc.string({ maxLength: 30 }).map((text) => iconv.encode(`é${text}€`, 'windows-1252')),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(80), { maxLength: 6 }), fc.boolean(), (input, cuts, asXml) => {
        const sorted = cuts.map((cut) => Math.min(cut, input.length)).sort((a, b) => a - b);
        expect(inPieces(input, sorted, { xml: asXml })).toEqual(inPieces(input, [], { xml: asXml }));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same text one byte at a time beyond the head', () => {
    const bytes = new Uint8Array([...utf8('x'.repeat(2000)), ...utf8('é€𝄞'), 0x80, ...utf8('é'), 0xe2, 0x82]);
    const every = Array.from({ length: bytes.length }, (_, index) => index);
    expect(inPieces(bytes, every, {})).toEqual(inPieces(bytes, [], {}));
  });
});
