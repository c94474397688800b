import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib';

/** Objects of a document made to exhaust a reader end here; a real one of a thousand pages stays below. */
const MOST_OBJECTS = 500_000;
/** Inflated bytes of one content stream. */
const MOST_BYTES = 50_000_000;

/**
 * Every dictionary the catalogue leads to, each once: pages, their resources, annotations and fonts. Orphans of earlier
 * versions of the file are not among them. Throws an Error if there are too many.
 */
export function reachable(document: PDFDocument): { dictionaries: PDFDict[]; streams: PDFStream[] } {
  const seen = new Set<PDFObject>();
  const [dictionaries, streams]: [PDFDict[], PDFStream[]] = [[], []];
  const waiting: (PDFObject | undefined)[] = [document.catalog];
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    const object = next instanceof PDFRef ? document.context.lookup(next) : next;
    if (object === undefined || seen.has(object)) continue;
    seen.add(object);
    if (seen.size > MOST_OBJECTS) throw new Error(`more than ${MOST_OBJECTS} objects`);
    if (object instanceof PDFStream) {
      streams.push(object);
      dictionaries.push(object.dict);
      waiting.push(...object.dict.values());
    } else if (object instanceof PDFDict) {
      dictionaries.push(object);
      waiting.push(...object.values());
    } else if (object instanceof PDFArray) waiting.push(...object.asArray());
  }
  return { dictionaries, streams };
}

/** The name in an entry (`Type`, `Subtype`); undefined if there is none. */
export function nameIn(dictionary: PDFDict, key: string): string | undefined {
  const found = dictionary.lookup(PDFName.of(key));
  return found instanceof PDFName ? found.decodeText() : undefined;
}

/** The dictionary in an entry, that of a stream included. */
export function dictionaryIn(dictionary: PDFDict, key: string): PDFDict | undefined {
  const found = dictionary.lookup(PDFName.of(key));
  if (found instanceof PDFDict) return found;
  return found instanceof PDFStream ? found.dict : undefined;
}

/** The members of an array entry, looked up; empty if there is none. */
export function arrayIn(dictionary: PDFDict, key: string): (PDFObject | undefined)[] {
  const found = dictionary.lookup(PDFName.of(key));
  return found instanceof PDFArray ? found.asArray().map((_entry, index) => found.lookup(index)) : [];
}

/** True if there is an entry. */
export function hasKey(dictionary: PDFDict, ...keys: string[]): boolean {
  return keys.some((key) => dictionary.has(PDFName.of(key)));
}

/** Names of the filters of a stream. */
export function filtersOf(stream: PDFStream): string[] {
  const found = stream.dict.lookup(PDFName.of('Filter'));
  if (found instanceof PDFName) return [found.decodeText()];
  return arrayIn(stream.dict, 'Filter').flatMap((filter) => (filter instanceof PDFName ? [filter.decodeText()] : []));
}

/** Bytes of a content stream as Latin 1. Throws an Error if its filter is unknown or it is too large. */
export function contentOf(stream: PDFStream): string {
  if (!(stream instanceof PDFRawStream)) return '';
  const bytes = filtersOf(stream).length === 0 ? stream.contents : decodePDFRawStream(stream).getBytes(MOST_BYTES + 1);
  if (bytes.length > MOST_BYTES) throw new Error(`a page description of more than ${MOST_BYTES} bytes`);
  return Buffer.from(bytes).toString('latin1');
}
