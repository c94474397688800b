import { PDFBool, PDFDict, PDFName, PDFNumber, PDFString, type PDFDocument, type PDFStream } from '@cantoo/pdf-lib';
import { arrayIn, contentOf, dictionaryIn, filtersOf, hasKey, nameIn, reachable } from './pdf-objects.js';

/** A reason why a PDF cannot become PDF/A-3b: the clause of ISO 19005-3 and what to do, in a sentence. */
export interface Obstacle {
  readonly clause: string;
  readonly message: string;
}

/** Entries of an annotation's flags (ISO 32000-1, 12.5.3). */
const FLAGS = { invisible: 1, hidden: 2, print: 4, noView: 32, toggleNoView: 256 } as const;
const FORBIDDEN_ANNOTATIONS = new Set(['3D', 'Sound', 'Screen', 'Movie']);
const FORBIDDEN_ACTIONS = new Set([
  'Launch',
  'Sound',
  'Movie',
  'ResetForm',
  'ImportData',
  'Hide',
  'SetOCGState',
  'Rendition',
  'Trans',
  'GoTo3DView',
  'JavaScript',
]);
const BLEND_MODES = new Set([
  'Normal',
  'Compatible',
  'Multiply',
  'Screen',
  'Overlay',
  'Darken',
  'Lighten',
  'ColorDodge',
  'ColorBurn',
  'HardLight',
  'SoftLight',
  'Difference',
  'Exclusion',
  'Hue',
  'Saturation',
  'Color',
  'Luminosity',
]);

/**
 * What keeps a readable, unencrypted PDF from PDF/A-3b and cannot be put right without drawing its pages anew, each
 * reason once. What is put right when the invoice is attached (metadata, output intent, identifier) is not among them.
 * Structure is judged, glyph widths and the insides of fonts and images are not: a validator has the last word.
 */
export function obstaclesOf(document: PDFDocument): Obstacle[] {
  const found = new Map<string, Obstacle>();
  const tell = (clause: string, message: string): void => void found.set(message, { clause, message });
  const { dictionaries, streams } = reachable(document);
  for (const dictionary of dictionaries) {
    judgeFont(dictionary, tell);
    judgeAction(dictionary, tell);
    judgeAnnotation(dictionary, tell);
    judgeGraphics(dictionary, tell);
  }
  for (const stream of streams) judgeStream(stream, tell);
  judgeCatalog(document.catalog, tell);
  judgeColours(document, streams, tell);
  return [...found.values()];
}

type Tell = (clause: string, message: string) => void;

function judgeFont(font: PDFDict, tell: Tell): void {
  const subtype = nameIn(font, 'Subtype');
  if (nameIn(font, 'Type') !== 'Font' || subtype === undefined || subtype === 'Type3' || subtype === 'Type0') return;
  const descriptor = dictionaryIn(font, 'FontDescriptor');
  if (descriptor && hasKey(descriptor, 'FontFile', 'FontFile2', 'FontFile3')) return;
  const name = nameIn(font, 'BaseFont') ?? 'without a name';
  tell('6.2.11.4', `The font ${name} is not embedded. Print the PDF again with all fonts embedded.`);
}

function judgeAction(dictionary: PDFDict, tell: Tell): void {
  const kind = nameIn(dictionary, 'S');
  if (hasKey(dictionary, 'JS') || kind === 'JavaScript')
    tell('6.5.1', 'It contains JavaScript. Export it without scripts.');
  else if (kind !== undefined && FORBIDDEN_ACTIONS.has(kind) && nameIn(dictionary, 'Type') !== 'OutputIntent')
    tell('6.5.1', `It contains an action "${kind}". Export it without.`);
  if (hasKey(dictionary, 'AA'))
    tell('6.5.2', 'It acts by itself when it is opened or viewed (/AA). Export it without.');
}

function judgeAnnotation(annotation: PDFDict, tell: Tell): void {
  const subtype = nameIn(annotation, 'Subtype');
  if (!hasKey(annotation, 'Rect') || subtype === undefined) return;
  if (FORBIDDEN_ANNOTATIONS.has(subtype)) tell('6.3.1', `It contains a ${subtype} annotation. Take it out.`);
  if (subtype === 'Popup') return;
  const flags = annotation.lookup(PDFName.of('F'));
  const value = flags instanceof PDFNumber ? flags.asNumber() : 0;
  const hiding = FLAGS.invisible | FLAGS.hidden | FLAGS.noView | FLAGS.toggleNoView;
  if ((value & FLAGS.print) === 0 || (value & hiding) !== 0)
    tell('6.3.2', `A ${subtype} annotation is not printed or can be hidden. Flatten the PDF.`);
  if (subtype !== 'Link' && !hasKey(annotation, 'AP'))
    tell('6.3.3', `A ${subtype} annotation has no appearance of its own. Flatten the PDF.`);
}

function judgeGraphics(dictionary: PDFDict, tell: Tell): void {
  const subtype = nameIn(dictionary, 'Subtype');
  const isState = nameIn(dictionary, 'Type') === 'ExtGState' || hasKey(dictionary, 'BM', 'HTP');
  if (isState && !hasKey(dictionary, 'Rect')) {
    const transfer = nameIn(dictionary, 'TR2');
    if (hasKey(dictionary, 'TR') || (hasKey(dictionary, 'TR2') && transfer !== 'Default'))
      tell('6.2.5', 'It uses transfer functions. Export it anew.');
    const mode = nameIn(dictionary, 'BM');
    if (mode !== undefined && !BLEND_MODES.has(mode)) tell('6.2.10', `It uses an unknown blend mode "${mode}".`);
  }
  if (subtype === 'PS' || nameIn(dictionary, 'Subtype2') === 'PS')
    tell('6.2.9', 'It contains PostScript. Export it anew.');
  if (subtype === 'Form' && hasKey(dictionary, 'Ref')) tell('6.2.9', 'It shows pages of another file. Export it anew.');
  if ((subtype === 'Form' || subtype === 'Image') && hasKey(dictionary, 'OPI'))
    tell('6.2.8', 'It refers to images in other files (OPI). Export it anew.');
  if (subtype !== 'Image') return;
  if (hasKey(dictionary, 'Alternates')) tell('6.2.8', 'An image has alternates. Export it anew.');
  if (dictionary.lookup(PDFName.of('Interpolate')) === PDFBool.True)
    tell('6.2.8', 'An image is interpolated. Export it without smoothing of images.');
}

function judgeStream(stream: PDFStream, tell: Tell): void {
  const filters = filtersOf(stream);
  if (filters.some((filter) => filter === 'LZWDecode' || filter === 'LZW'))
    tell('6.1.7.2', 'It is compressed with LZW. Save it anew with a current program.');
  if (filters.includes('Crypt')) tell('6.1.7.2', 'A part of it is encrypted. Save it without protection.');
  if (hasKey(stream.dict, 'F', 'FFilter', 'FDecodeParms')) tell('6.1.7.1', 'A part of it stands in another file.');
}

function judgeCatalog(catalog: PDFDict, tell: Tell): void {
  const form = dictionaryIn(catalog, 'AcroForm');
  if (form && hasKey(form, 'XFA')) tell('6.4.2', 'It is an XFA form. Print it to a PDF of its own.');
  if (form?.lookup(PDFName.of('NeedAppearances')) === PDFBool.True)
    tell('6.4.1', 'Its form fields are drawn by the reader. Flatten the form.');
  if (hasKey(catalog, 'NeedsRendering')) tell('6.4.2', 'It is drawn by the reader. Print it to a PDF of its own.');
  if (hasKey(catalog, 'Requirements')) tell('6.11', 'It demands features of the reader. Export it anew.');
  const layers = dictionaryIn(catalog, 'OCProperties');
  const configurations = layers ? [dictionaryIn(layers, 'D'), ...arrayIn(layers, 'Configs')] : [];
  for (const configuration of configurations) {
    if (!(configuration instanceof PDFDict)) continue;
    if (hasKey(configuration, 'AS')) tell('6.9', 'Its layers switch by themselves. Export it without layers.');
    if (!hasKey(configuration, 'Name')) tell('6.9', 'Its layers have no name. Export it without layers.');
  }
}

/** Numbers of components of the profile of the output intent; ours has 3 (RGB). */
function judgeColours(document: PDFDocument, streams: readonly PDFStream[], tell: Tell): void {
  if (componentsOf(outputIntent(document)) === 4) return;
  const isPage = new Set(pageContents(document));
  const usesCmyk = streams.some((stream) => {
    if (nameIn(stream.dict, 'ColorSpace') === 'DeviceCMYK') return true;
    const isDrawn = isPage.has(stream) || nameIn(stream.dict, 'Subtype') === 'Form';
    return isDrawn && /(?:^|[\s\]])(?:[\d.+-]+\s+){4}[kK](?=\s|$)|\/DeviceCMYK\s/.test(contentOf(stream));
  });
  if (usesCmyk)
    tell('6.2.4.3', 'It uses colours for printing (CMYK) without a profile of its own. Export it in RGB or as PDF/A.');
}

function pageContents(document: PDFDocument): unknown[] {
  return document.getPages().flatMap(({ node }) => {
    const contents = node.lookup(PDFName.of('Contents'));
    return contents === undefined ? [] : [contents, ...arrayIn(node, 'Contents')];
  });
}

/** The output intent for PDF/A that the document brings along. */
export function outputIntent(document: PDFDocument): PDFDict | undefined {
  return arrayIn(document.catalog, 'OutputIntents').find(
    (intent): intent is PDFDict => intent instanceof PDFDict && nameIn(intent, 'S') === 'GTS_PDFA1',
  );
}

function componentsOf(intent: PDFDict | undefined): number {
  const profile = intent && dictionaryIn(intent, 'DestOutputProfile');
  const components = profile?.lookup(PDFName.of('N'));
  return components instanceof PDFNumber ? components.asNumber() : 3;
}

/** The title the document's information dictionary gives it. */
export function titleOf(document: PDFDocument): string | undefined {
  const information = document.context.trailerInfo.Info;
  const found = information && document.context.lookup(information);
  const title = found instanceof PDFDict ? found.lookup(PDFName.of('Title')) : undefined;
  return title instanceof PDFString ? title.decodeText() : undefined;
}
