/** A file in a test: its name and its bytes. */
export interface FixtureFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Cuts `bytes` into chunks of `size` and yields them. */
export async function* inChunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

/** Yields `bytes` in two chunks, cut at `position`. */
export async function* cutAt(bytes: Uint8Array, position: number): AsyncGenerator<Uint8Array> {
  yield bytes.slice(0, position);
  yield bytes.slice(position);
}

/** Every position of a small file, evenly spread ones of a larger one; never 0 nor the end. */
export function cutPositions(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / most));
  const positions: number[] = [];
  for (let position = 1; position < length; position += step) positions.push(position);
  return positions;
}

/** Joins the chunks of a stream. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** All elements of a stream. */
export async function collected<T>(elements: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const element of elements) all.push(element);
  return all;
}

/** Content no adapter of statements or invoices may claim or choke on. */
export function garbage(): FixtureFile[] {
  const text = (name: string, content: string): FixtureFile => ({ name, bytes: new TextEncoder().encode(content) });
  return [
    text('empty', ''),
    text('blank', ' \r\n\t\n'),
    text('page.html', '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'),
    text('prose.txt', 'Dear all,\nplease find nothing attached.\nRegards\n'),
    text('data.json', '{"hello":["world",1,null]}'),
    text('doctype.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    text('open.xml', '<?xml version="1.0"?><Document><unclosed>'),
    { name: 'zeros.bin', bytes: new Uint8Array(256) },
    { name: 'noise.bin', bytes: Uint8Array.from({ length: 512 }, (_, index) => (index * 197 + 89) % 256) },
  ];
}

/** `bytes` cut short and damaged in the ways transfers do it. */
export function damaged({ name, bytes }: FixtureFile): FixtureFile[] {
  const cut = (share: number): FixtureFile => ({
    name: `${name} cut at ${share} %`,
    bytes: bytes.slice(0, Math.floor((bytes.length * share) / 100)),
  });
  const overwritten = (label: string, value: number): FixtureFile => {
    const copy = Uint8Array.from(bytes);
    copy.fill(value, Math.floor(copy.length / 2), Math.floor(copy.length / 2) + 8);
    return { name: `${name} with ${label} in the middle`, bytes: copy };
  };
  return [cut(10), cut(33), cut(50), cut(75), cut(95), overwritten('0xFF', 0xff), overwritten('NUL', 0)];
}
