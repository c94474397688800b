import { describe, expect, it } from '@jest/globals';
import { StreamDecoder } from '../text/stream-decoder.js';
import { readStatementText, startOfChunks, type StatementText } from './read-statement-text.js';
import { StatementOutput } from './statement-output.js';

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part.padEnd(2_000));
}

async function all<T>(elements: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const element of elements) found.push(element);
  return found;
}

/** Says each piece of text it gets, and stops at `last`. */
class Echo implements StatementText {
  readonly output = new StatementOutput('a.txt', 'record');
  stopped = false;

  constructor(private readonly last: string) {}

  take(text: string): void {
    if (text.startsWith('nothing')) return;
    this.output.problem('error', 'piece', text.trim(), 7, 'field');
    this.stopped = text.startsWith(this.last);
  }

  end(): void {
    this.output.problem('warning', 'end', 'over', 1);
  }
}

describe('reading the text of a statement', () => {
  const told = async (...parts: readonly string[]): Promise<string[][]> => {
    const read = readStatementText(chunks(...parts), new Echo('stop'), new StreamDecoder(), undefined);
    return (await all(read)).map((lines) => lines.map((line) => (line.type === 'problem' ? line.message : line.type)));
  };

  it('hands on what each piece completes and ends the file', async () => {
    expect(await told('one', 'nothing', 'two')).toEqual([
      ['a.txt, record 7: one'],
      ['a.txt, record 7: two'],
      ['a.txt, record 1: over'],
    ]);
  });

  it('reads no further once the file has stopped', async () => {
    expect(await told('stop', 'two')).toEqual([['a.txt, record 7: stop'], ['a.txt, record 1: over']]);
  });

  it('stops at once when it is given up', async () => {
    const read = readStatementText(chunks('one'), new Echo(''), new StreamDecoder(), AbortSignal.abort());
    await expect(all(read)).rejects.toThrow('abort');
  });
});

describe('what a reader has made', () => {
  it('is handed on once; errors are counted, warnings are not', () => {
    const output = new StatementOutput(undefined);
    output.problem('error', 'bad', 'wrong', 3, 'field');
    output.problem('warning', 'odd', 'strange', 4);
    expect(output.errors).toBe(1);
    expect(output.take()).toEqual([
      { type: 'problem', severity: 'error', code: 'bad', message: 'line 3: wrong', origin: { line: 3, path: 'field' } },
      { type: 'problem', severity: 'warning', code: 'odd', message: 'line 4: strange', origin: { line: 4 } },
    ]);
    expect(output.empty).toBe(true);
  });
});

describe('the start of a stream', () => {
  it('is looked at without being taken away', async () => {
    const { start, chunks: whole, ended } = await startOfChunks(chunks('one', 'two', 'three'), 2_500);
    expect([start.length, ended]).toEqual([4_000, false]);
    expect(Buffer.concat(await all(whole)).length).toBe(6_000);
  });

  it('of a short one is all of it', async () => {
    const { start, ended } = await startOfChunks(chunks('one'), 2_500);
    expect([start.length, ended]).toEqual([2_000, true]);
  });
});
