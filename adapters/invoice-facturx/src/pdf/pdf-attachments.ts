import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib';
import type { Problem } from '@lettrage/adapter-sdk';

/** A file embedded in a PDF. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const DEPTH = 16;
const MOST_FILES = 1000;
/** Inflated bytes of one attachment: an invoice with its own attachments stays far below. */
const MOST_BYTES = 100_000_000;

/** The attachments of a PDF and its XMP text, or the problem that keeps us from them. Never throws. */
export async function readAttachments(
  bytes: Uint8Array,
): Promise<{ attachments: Attachment[]; xmp?: string; problems: Problem[] }> {
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      updateMetadata: false,
      throwOnInvalidObject: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    return {
      attachments: [],
      problems: [problem('facturx-pdf', `The PDF is damaged and cannot be read (${reason}). Ask for it again.`)],
    };
  }
  if (document.isEncrypted) {
    const message = 'The PDF is encrypted, which PDF/A and Factur-X forbid. Ask for it without protection.';
    return { attachments: [], problems: [problem('facturx-encrypted', message)] };
  }
  const problems: Problem[] = [];
  const attachments = new Map<string, Attachment>();
  for (const specification of specificationsOf(document, problems)) {
    const attachment = attempt(problems, () => attachmentOf(specification));
    // The same file stands in /Names and /AF: told apart by name and content.
    if (attachment)
      attachments.set(`${attachment.name}\n${Buffer.from(attachment.bytes).toString('base64')}`, attachment);
  }
  const xmp = attempt(problems, () => xmpOf(document));
  return { attachments: [...attachments.values()], ...(xmp === undefined ? {} : { xmp }), problems };
}

function problem(rule: string, message: string, severity: Problem['severity'] = 'fatal'): Problem {
  return { severity, rule, message };
}

/** A damaged part must not hide the sound ones. */
function attempt<T>(problems: Problem[], work: () => T | undefined): T | undefined {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    problems.push(problem('facturx-pdf', `A part of the PDF cannot be read (${reason}).`, 'warning'));
    return undefined;
  }
}

/** File specifications of the name tree and of the catalogue's associated files. */
function specificationsOf(document: PDFDocument, problems: Problem[]): PDFDict[] {
  const found: PDFDict[] = [];
  const catalog = document.catalog;
  attempt(problems, () => {
    const tree = catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict);
    if (tree) walkNames(tree, found, 0);
  });
  attempt(problems, () => {
    const associated = catalog.lookup(PDFName.of('AF'));
    const entries =
      associated instanceof PDFArray
        ? associated.asArray().map((_entry, index) => associated.lookup(index))
        : [associated];
    for (const entry of entries) if (entry instanceof PDFDict) found.push(entry);
  });
  return found.slice(0, MOST_FILES);
}

function walkNames(node: PDFDict, found: PDFDict[], depth: number): void {
  if (depth > DEPTH || found.length > MOST_FILES) return;
  const names = node.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (let index = 1; names && index < names.size(); index += 2) {
    const entry = names.lookup(index);
    if (entry instanceof PDFDict) found.push(entry);
  }
  const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray);
  for (let index = 0; kids && index < kids.size(); index++) {
    const kid = kids.lookup(index);
    if (kid instanceof PDFDict) walkNames(kid, found, depth + 1);
  }
}

function attachmentOf(specification: PDFDict): Attachment | undefined {
  const name = textOf(specification.lookup(PDFName.of('UF'))) ?? textOf(specification.lookup(PDFName.of('F')));
  const embedded = specification.lookupMaybe(PDFName.of('EF'), PDFDict);
  const stream = embedded && (embedded.lookup(PDFName.of('F')) ?? embedded.lookup(PDFName.of('UF')));
  if (name === undefined || !(stream instanceof PDFRawStream)) return undefined;
  return { name, bytes: decodedBytes(stream) };
}

function decodedBytes(stream: PDFRawStream): Uint8Array {
  const bytes = decodePDFRawStream(stream).getBytes(MOST_BYTES + 1);
  if (bytes.length > MOST_BYTES) throw new Error(`an attachment is larger than ${MOST_BYTES} bytes`);
  return new Uint8Array(bytes);
}

function textOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : undefined;
}

function xmpOf(document: PDFDocument): string | undefined {
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  return stream instanceof PDFRawStream ? new TextDecoder().decode(decodedBytes(stream)) : undefined;
}
