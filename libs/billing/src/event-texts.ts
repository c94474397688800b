import { hash } from 'node:crypto';

/**
 * Personal texts of events: names of customers, what bank lines say, reasons people gave. The log keeps a salted digest
 * in their place and the text beside it, so that the chain covers them and still holds when a person's are erased.
 */

/** Texts by their token: the salt and the text itself. */
export type EventTexts = Readonly<Record<string, readonly [salt: string, text: string]>>;

const PREFIX = 'text:';
/** What a reader sees where a text was erased. */
export const ERASED = '(erased)';

/** The token of a text: a digest nobody can guess the text from without its salt. */
export function textToken(salt: string, text: string): string {
  return PREFIX + hash('sha256', `${salt}\n${text}`, 'base64url');
}

/** Whether an object's field holds a personal text. */
function isPersonal(owner: Readonly<Record<string, unknown>>, key: string, isTop: boolean): boolean {
  if (key === 'name') return 'code' in owner;
  if (key === 'label') return 'bookingDate' in owner;
  return key === 'reason' && isTop;
}

/** Puts tokens in place of an event's personal texts; equal texts of one event share a token. */
export function hideTexts<Data>(data: Data, newSalt: () => string): { data: Data; texts: EventTexts } {
  const texts: Record<string, readonly [string, string]> = {};
  const tokens = new Map<string, string>();
  const hide = (text: string): string => {
    const known = tokens.get(text);
    if (known !== undefined) return known;
    const salt = newSalt();
    const token = textToken(salt, text);
    tokens.set(text, token);
    texts[token] = [salt, text];
    return token;
  };
  const hidden = replaceTexts(data, true, (owner, key, value, isTop) =>
    value !== '' && isPersonal(owner, key, isTop) ? hide(value) : value,
  );
  return { data: hidden as Data, texts };
}

/** Puts the texts back; those erased read {@link ERASED}. */
export function revealTexts<Data>(data: Data, texts: EventTexts | null | undefined): Data {
  if (texts === null || texts === undefined) return data;
  return replaceTexts(data, true, (_owner, _key, value) =>
    value.startsWith(PREFIX) ? (texts[value]?.[1] ?? ERASED) : value,
  ) as Data;
}

/** The first text that is not the one its token was made of; undefined where all are. */
export function alteredText(texts: EventTexts): string | undefined {
  return Object.entries(texts).find(([token, [salt, text]]) => textToken(salt, text) !== token)?.[0];
}

/** `"text:<digest>": ["`, as the database writes the beginning of a text in jsonb, and what parts salt, text and next. */
const KEY_BEGIN = `"${PREFIX}`;
const KEY_END = '": ["';
const SALT_END = '", "';
const TEXT_END = '"]';
const TOKEN_LENGTH = PREFIX.length + 43;

/**
 * Whether the texts of an event are those their tokens were made of, told from their JSON as the database writes jsonb.
 * It is taken apart where it stands: an object with keys never seen before costs ten times as much, and every event has
 * its own. What is spelled in another way is read as JSON.
 */
export function areTextsSound(json: string): boolean {
  if (json === '{}') return true;
  return soundAsSpelled(json) ?? alteredText(JSON.parse(json) as EventTexts) === undefined;
}

/** Undefined where the JSON is not spelled as expected: with an escape, say. */
function soundAsSpelled(json: string): boolean | undefined {
  if (json.includes('\\')) return undefined;
  for (let at = 1; ;) {
    const tokenEnd = at + 1 + TOKEN_LENGTH;
    if (!json.startsWith(KEY_BEGIN, at) || !json.startsWith(KEY_END, tokenEnd)) return undefined;
    const salt = tokenEnd + KEY_END.length;
    const saltEnd = json.indexOf('"', salt);
    const text = saltEnd + SALT_END.length;
    const textEnd = json.indexOf('"', text);
    if (!json.startsWith(SALT_END, saltEnd) || !json.startsWith(TEXT_END, textEnd)) return undefined;
    const token = json.slice(at + 1, tokenEnd);
    if (textToken(json.slice(salt, saltEnd), json.slice(text, textEnd)) !== token) return false;
    const end = textEnd + TEXT_END.length;
    if (end === json.length - 1) return json[end] === '}' ? true : undefined;
    if (!json.startsWith(', ', end)) return undefined;
    at = end + 2;
  }
}

/** Tokens of the texts about a customer: his name, and what his bank line says. */
export function tokensAbout(data: unknown, customerId: string): string[] {
  const tokens = new Set<string>();
  const others = new Set<string>();
  replaceTexts(data, true, (owner, key, value) => {
    if (!value.startsWith(PREFIX)) return value;
    if (key === 'name' && owner['id'] !== customerId) others.add(value);
    else tokens.add(value);
    return value;
  });
  return [...tokens].filter((token) => !others.has(token));
}

type Replace = (owner: Readonly<Record<string, unknown>>, key: string, value: string, isTop: boolean) => string;

function replaceTexts(value: unknown, isTop: boolean, replace: Replace): unknown {
  if (Array.isArray(value)) return value.map((each) => replaceTexts(each, false, replace));
  if (value === null || typeof value !== 'object') return value;
  const owner = value as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(owner)) {
    const each = owner[key];
    copy[key] = typeof each === 'string' ? replace(owner, key, each, isTop) : replaceTexts(each, false, replace);
  }
  return copy;
}
