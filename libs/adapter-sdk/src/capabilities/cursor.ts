/** A flat, printable position in a source. The host stores it with the records it came with; unknown keys are tolerated. */
export type Cursor = Readonly<Record<string, string | number | boolean>>;
