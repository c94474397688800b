export { isSyntaxIdentifier, syntaxIdentifiers } from './edifact-charset.js';
export { readEnvelope, type EdifactMessage } from './edifact-envelope.js';
export { component, parseEdifact, placeOf, type EdifactText, type Segment } from './edifact-syntax.js';
export { INVOIC_PROFILES, type InvoicProfileId } from './invoic-qualifiers.js';
export { looksLikeEdifact, readInvoic, type ReadInvoic } from './read-invoic.js';
export { readRemadv } from './read-remadv.js';
export { writeInvoic, type WriteInvoicOptions } from './write-invoic.js';
