import { describe, expect, it } from '@jest/globals';
import { copyRow, copyValue } from './copy-text.js';

describe('a value in the text format of COPY', () => {
  it('leaves out NUL and replaces half a surrogate pair, in texts and in JSON', () => {
    expect(copyValue('a\u0000b\ud83dc')).toBe('ab\ufffdc');
    // JSON's own backslashes are doubled by COPY: read back, the text is what was meant.
    expect(JSON.parse(copyValue({ t: 'a\u0000b\udc00c' }).replaceAll('\\\\', '\\'))).toEqual({ t: 'ab\ufffdc' });
  });

  it('keeps whole pairs, and letters that only look like an escape', () => {
    expect(copyValue('😀')).toBe('😀');
    const value = { t: '\\u0000 \\ud800 😀' };
    expect(JSON.parse(copyValue(value).replaceAll('\\\\', '\\'))).toEqual(value);
  });

  it('escapes what separates values and rows', () => {
    expect(copyRow(['a\tb', 'c\nd\\', undefined, 5n])).toBe('a\\tb\tc\\nd\\\\\t\\N\t5\n');
  });
});
