import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

let registered = false;

/** Loads a schema with what it imports beside it. */
export function loadSchema(path: string, text: Uint8Array): XsdValidator {
  if (!registered) registered = xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromBuffer(text, { url: path });
  return XsdValidator.fromDoc(schema);
}

/** What a schema has against a document; empty if it is valid. */
export function schemaErrors(validator: XsdValidator, xml: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError)
      return error.details.map((detail) => `line ${detail.line}: ${detail.message.trim()}`);
    throw error;
  } finally {
    document.dispose();
  }
}
