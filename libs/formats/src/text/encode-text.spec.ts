import { describe, expect, it } from '@jest/globals';
import { encodeText } from './encode-text.js';

describe('encodeText', () => {
  it('writes the euro sign where each charset has it', () => {
    expect([...encodeText('€', 'iso-8859-15').bytes]).toEqual([0xa4]);
    expect([...encodeText('€', 'windows-1252').bytes]).toEqual([0x80]);
    expect([...encodeText('€', 'utf-8').bytes]).toEqual([0xe2, 0x82, 0xac]);
  });

  it('reports the characters a charset lacks, with their place, and writes the base letter', () => {
    const { bytes, missing } = encodeText('a\nő 汉é', 'iso-8859-15');
    expect(new TextDecoder('iso-8859-15').decode(bytes)).toBe('a\no ?é');
    expect(missing).toEqual([
      { character: 'ő', index: 2, line: 2 },
      { character: '汉', index: 4, line: 2 },
    ]);
  });
});

it('writes every character a charset has as the byte that reads back as it', () => {
  for (const charset of ['iso-8859-15', 'windows-1252'] as const) {
    const bytes = Uint8Array.from({ length: 224 }, (_, i) => i + 32).filter((byte) => byte < 0x7f || byte > 0x9f);
    const text = new TextDecoder(charset).decode(bytes);
    expect([...encodeText(text, charset).bytes]).toEqual([...bytes]);
    expect(encodeText('€Œ', charset).missing).toEqual([]);
  }
  expect([...encodeText('\u0080', 'windows-1252').missing]).toHaveLength(1);
});
