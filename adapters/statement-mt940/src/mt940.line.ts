/** A `:61:` cut into its parts, as written. `type` is left out where the line ends before it. */
export interface Line61 {
  /** YYMMDD. */
  readonly valueDate: string;
  /** MMDD, or blanks. */
  readonly bookingDate?: string;
  readonly mark: string;
  readonly amount: string;
  /** Letter and three characters. */
  readonly type?: string;
  readonly rest: string;
}

/** Dutch banks have types of two letters, filled up with a blank: `NOV `. */
const LINE_61 =
  /^(\d{6})(\d{4}| {4})?(R?[CD]|E[CD])([A-Z])?([\d.,]*|\d{1,3}(?:[' ]\d{3})+[.,]\d*)(?:([NFS][A-Za-z0-9]{2}[A-Za-z0-9 ])(.*))?$/s;
/** Up to the type, as programs write that keep no capitals. */
const SMALL_LETTERS = /^\d{6}(?:\d{4}| {4})?(?:r?[cd]|e[cd])[a-z]?[\d.,]*(?:[nfs][a-z0-9]{2}[a-z0-9 ])?/;
const [BLANK, COMMA, POINT, ZERO, NINE] = [32, 44, 46, 48, 57];
const [A, Z, C, D, E, F, N, R, S, SMALL] = [65, 90, 67, 68, 69, 70, 78, 82, 83, 32];

/** The parts of a line without blanks at its end; undefined for what is no `:61:`. */
export function cutLine61(text: string): Line61 | undefined {
  const plain = cutPlain(text);
  if (plain !== undefined) return plain;
  const match = LINE_61.exec(text) ?? LINE_61.exec(text.replace(SMALL_LETTERS, (part) => part.toUpperCase()));
  if (!match) return undefined;
  const [, valueDate = '', bookingDate, mark = '', , amount = '', type, rest = ''] = match;
  return { valueDate, bookingDate, mark, amount, type, rest };
}

/**
 * The same character by character, for lines that lack nothing: a third of the time. Undefined for any other, which the
 * pattern judges.
 */
function cutPlain(text: string): Line61 | undefined {
  let at = 6;
  if (!areDigits(text, 0, at)) return undefined;
  if (isDigit(text.charCodeAt(at))) {
    if (!areDigits(text, at, at + 4)) return undefined;
    at += 4;
  }
  const markAt = at;
  let code = text.charCodeAt(at);
  if (code === R || code === E) code = text.charCodeAt(++at);
  if (code !== C && code !== D) return undefined;
  const markEnd = ++at;
  code = text.charCodeAt(at);
  // The letter of the funds.
  if (code >= A && code <= Z) at++;
  const amountAt = at;
  if (!isDigit(text.charCodeAt(at))) return undefined;
  for (code = text.charCodeAt(at); isDigit(code) || code === COMMA || code === POINT; code = text.charCodeAt(++at));
  if (!isType(text, at)) return undefined;
  return {
    valueDate: text.slice(0, 6),
    bookingDate: markAt === 6 ? undefined : text.slice(6, markAt),
    mark: text.slice(markAt, markEnd),
    amount: text.slice(amountAt, at),
    type: text.slice(at, at + 4),
    rest: text.slice(at + 4),
  };
}

function isType(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const last = text.charCodeAt(at + 3);
  return (
    (first === N || first === F || first === S) &&
    isAlphanumeric(text.charCodeAt(at + 1)) &&
    isAlphanumeric(text.charCodeAt(at + 2)) &&
    (last === BLANK || isAlphanumeric(last))
  );
}

function areDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || (code >= A && code <= Z) || (code >= A + SMALL && code <= Z + SMALL);
}
