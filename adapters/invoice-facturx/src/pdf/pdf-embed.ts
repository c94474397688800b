import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AFRelationship, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { AdapterError, type Problem } from '@lettrage/adapter-sdk';
import { readAttachments } from './pdf-attachments.js';
import { obstaclesOf, outputIntent, titleOf } from './pdf-conformance.js';
import { arrayIn, hasKey } from './pdf-objects.js';
import { XML_FILE_NAME, type PdfOptions } from './pdf-writer.js';
import { invoiceXmp } from './xmp.js';

/** What stands in the metadata besides the options of the writer. */
export interface EmbedOptions extends PdfOptions {
  readonly title: string;
  readonly author: string;
}

/**
 * Puts the XML of an invoice into a PDF of the user's and makes it PDF/A-3b: attachment, metadata, output intent and
 * identifier; its pages are left as they are. What keeps it from conforming is told as fatal problems; the bytes are
 * those of the attempt. Throws an AdapterError (`malformed`) if the PDF is damaged, encrypted or holds an invoice already.
 */
export async function embedIntoPdf(
  pdf: Uint8Array,
  options: EmbedOptions,
): Promise<{ bytes: Uint8Array; problems: Problem[] }> {
  const document = await openedPdf(pdf);
  const problems = problemsOf(document);
  const title = titleOf(document) ?? options.title;
  describeFiles(document);
  await document.attach(Buffer.from(options.xml, 'utf8'), XML_FILE_NAME, {
    mimeType: 'text/xml',
    description: 'Factur-X invoice',
    creationDate: options.at,
    modificationDate: options.at,
    afRelationship: options.relationship === 'Data' ? AFRelationship.Data : AFRelationship.Alternative,
  });
  if (!outputIntent(document)) addOutputIntent(document);
  writeMetadata(document, { ...options, title });
  identify(document, pdf, options);
  const bytes = await document.save({ addDefaultPage: false, updateFieldAppearances: false });
  return { bytes, problems };
}

const refusal = (message: string): AdapterError => new AdapterError('malformed', message);

async function openedPdf(pdf: Uint8Array): Promise<PDFDocument> {
  const { attachments, problems } = await readAttachments(pdf);
  const fatal = problems.find(({ severity }) => severity === 'fatal');
  if (fatal) throw refusal(fatal.message);
  const inside = attachments.find(({ name }) => /^(factur-x|zugferd-invoice|xrechnung)\.xml$/i.test(name));
  if (inside) throw refusal(`The PDF already holds an invoice ("${inside.name}"): give the PDF without it.`);
  try {
    // Loaded strictly: what readers forgive, PDF/A does not.
    return await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    throw refusal(`The PDF is damaged (${reason}). Save it anew.`);
  }
}

function problemsOf(document: PDFDocument): Problem[] {
  try {
    if (document.getPageCount() === 0) throw new Error('it has no page');
    return obstaclesOf(document).map(({ clause, message }) => ({
      severity: 'fatal',
      rule: 'pdf-a-3b',
      message: `The PDF cannot become PDF/A-3b (ISO 19005-3, ${clause}): ${message}`,
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : '';
    throw refusal(`The PDF cannot be read (${reason}). Save it anew.`);
  }
}

/** Files attached before are kept; PDF/A-3 wants their relation to the page said, and all of them in /AF. */
function describeFiles(document: PDFDocument): void {
  const { catalog, context } = document;
  const tree = catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict);
  if (!tree) return;
  const associated = arrayIn(catalog, 'AF');
  const names = tree.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (let index = 1; names && index < names.size(); index += 2) {
    const file = names.lookup(index);
    if (!(file instanceof PDFDict)) continue;
    if (!hasKey(file, 'AFRelationship')) file.set(PDFName.of('AFRelationship'), PDFName.of('Unspecified'));
    const name = file.get(PDFName.of('UF')) ?? file.get(PDFName.of('F'));
    for (const key of ['F', 'UF']) if (name && !hasKey(file, key)) file.set(PDFName.of(key), name);
    if (associated.includes(file)) continue;
    let list = catalog.lookupMaybe(PDFName.of('AF'), PDFArray);
    if (!list) catalog.set(PDFName.of('AF'), (list = context.obj([])));
    list.push(names.get(index));
  }
}

let profile: Uint8Array | undefined;

/** sRGB, which device colours then mean. */
function addOutputIntent({ catalog, context }: PDFDocument): void {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfkit'));
  profile ??= readFileSync(join(folder, 'data', 'sRGB_IEC61966_2_1.icc'));
  const stream = context.flateStream(profile, { N: 3 });
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2.1'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: context.register(stream),
  });
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]));
}

/** The metadata are written anew: two sources that disagree are a fault of PDF/A, so the old ones go. */
function writeMetadata(document: PDFDocument, facts: EmbedOptions): void {
  const { catalog, context } = document;
  const body = invoiceXmp({
    title: facts.title,
    author: facts.author,
    language: facts.lang,
    modified: facts.at,
    fileName: XML_FILE_NAME,
    conformanceLevel: facts.conformanceLevel,
  });
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
    <pdfaid:part>3</pdfaid:part>
    <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>${body}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
  const stream = context.stream(Buffer.from(packet, 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(stream));
  delete context.trailerInfo.Info;
}

/** The trailer's identifier: the first half stays that of the document, the second is of this writing. */
function identify({ context }: PDFDocument, pdf: Uint8Array, { xml, at }: EmbedOptions): void {
  const hash = (...parts: (string | Uint8Array)[]): PDFHexString => {
    const digest = createHash('sha256');
    for (const part of parts) digest.update(part);
    return PDFHexString.of(digest.digest('hex').slice(0, 32));
  };
  const known = context.trailerInfo.ID;
  const first = known instanceof PDFArray && known.size() > 0 ? known.get(0) : hash(pdf);
  context.trailerInfo.ID = context.obj([first, hash(pdf, xml, at.toISOString())]);
}
