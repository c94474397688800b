/** XML that is refused: not well formed, a DOCTYPE, too deep, a text too long, or cut short. */
export class XmlError extends Error {
  override readonly name = 'XmlError';

  constructor(
    message: string,
    /** Line of the file, from 1. */
    readonly line: number,
    /** Names of the open elements, such as `Document/BkToCstmrStmt`. */
    readonly path: string,
  ) {
    super(message);
  }
}

/** What is wrong with a piece of XML, before anybody knows its line; becomes an {@link XmlError}. */
export class XmlFault extends Error {}
