import type { PlainText } from '@lettrage/formats';

/** An account or auxiliary and its label, fit for the file. */
export interface NamedCode {
  readonly code: string;
  readonly label: string;
  /** What the file does not carry as it was given. */
  readonly isCodeChanged: boolean;
  readonly isLabelChanged: boolean;
  /** Another code that is written like this one, so that the two could no longer be told apart. */
  readonly takenBy?: string;
}

/** A line without auxiliary. */
export const NO_CODE: NamedCode = { code: '', label: '', isCodeChanged: false, isLabelChanged: false };

/** Codes remembered; books have fewer accounts and mostly fewer customers. */
const LIMIT = 50_000;

/** Makes codes and labels fit once: a file of a million lines has few different ones. */
export class NamedCodes {
  private readonly known = new Map<string, { readonly given: string; readonly named: NamedCode }>();
  /** Codes as they were given, by how they are written: all of the file, since any two must stay apart. */
  private readonly givenOf = new Map<string, string>();

  /** `isNamedByCode`: a code without label has the one it had before, or is its own. */
  constructor(
    private readonly texts: PlainText,
    private readonly isNamedByCode: boolean,
  ) {}

  /** The same object for the same code and label, as long as they come one after the other. */
  of(code: string, label: string): NamedCode {
    const known = this.known.get(code);
    if (known !== undefined && (known.given === label || (label === '' && this.isNamedByCode))) return known.named;
    if (this.known.size >= LIMIT) this.known.clear();
    const named = this.made(code, label);
    this.known.set(owned(code), { given: owned(label), named });
    return named;
  }

  private made(givenCode: string, givenLabel: string): NamedCode {
    const code = this.texts.clean(owned(givenCode));
    const label = this.texts.clean(owned(givenLabel));
    const isLabelChanged = label !== givenLabel;
    const first = this.givenOf.get(code);
    const given = givenCode.trim();
    if (first === undefined) this.givenOf.set(code, code === given ? code : owned(given));
    return {
      ...(first === undefined || first === given ? {} : { takenBy: first }),
      code,
      label: label === '' && this.isNamedByCode ? code : label,
      isCodeChanged: code !== givenCode,
      isLabelChanged,
    };
  }
}

/** A copy of its own: what is cut out of a chunk of a file keeps the whole chunk in memory for as long as it is kept. */
function owned(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
