/** Member names of {@link Capabilities}: presence of the member is the capability and must equal the manifest. */
export type CapabilityName =
  | 'statementReader'
  | 'statementSource'
  | 'invoiceSource'
  | 'ledgerSource'
  | 'payoutReader'
  | 'payoutSource'
  | 'ledgerExporter'
  | 'ledgerChecker'
  | 'invoiceDocumentWriter'
  | 'invoiceDocumentReader'
  | 'statusSink'
  | 'statusSource'
  | 'reminderChannel'
  | 'creditCheck';

/** A JSON Schema (2020-12) of plain data; a property with `writeOnly: true` is a secret. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** One format an adapter reads or writes; `--format` takes its id. */
export interface FormatDescription {
  readonly id: string;
  readonly title: string;
  /** JSON Schema of the options this format takes (`--option k=v`). */
  readonly options?: JsonSchema;
  /** Machine-readable layout; see interfaces: Commands, `describe`. */
  readonly describe?: Readonly<Record<string, unknown>>;
  /**
   * Of an accounting format: a `report` shows the whole range each time (a FEC, SAF-T, hledger); a `transfer` is imported
   * by another program, which gets each entry once. Absent means transfer: an entry too few is noticed, a double is not.
   */
  readonly use?: 'report' | 'transfer';
  /** Of an accounting format: facts of an entry it has no field for. An export counts the lines that lose one. */
  readonly omits?: readonly LedgerFact[];
}

/** A fact of an entry's line that not every accounting format has a field for. */
export type LedgerFact = 'lettering' | 'due-date' | 'foreign' | 'auxiliary' | 'auxiliary-label' | 'piece-date';

/** What an adapter says of itself; printable, checked when it is loaded. */
export interface AdapterManifest {
  /** Unique, kebab-case, such as `statement-camt`. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Semver range of `@lettrage/adapter-sdk` it works with, such as `^0.1.0`. */
  readonly sdk: string;
  readonly capabilities: readonly CapabilityName[];
  /** JSON Schema of `config`; secrets are marked `writeOnly: true` and hold references (`env:NAME`, `file:/path`). */
  readonly config?: JsonSchema;
  /** Hosts it may call: names, `*.example.com`, or `config:/url` for the host of a configured URL. */
  readonly hosts?: readonly string[];
  /** True if it needs one configured directory (`context.folder`). */
  readonly folder?: boolean;
  readonly formats?: readonly FormatDescription[];
  readonly documentation?: string;
  readonly licence?: string;
}
