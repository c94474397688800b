/** Bytes a reader is given to recognise its format by. */
export const SNIFF_BYTES = 65_536;

/** From this score on a reader counts as recognising a file; below, it has refused it. */
export const SNIFF_RECOGNISED = 0.5;
