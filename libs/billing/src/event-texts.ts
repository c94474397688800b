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

/** The key of a text in the JSON of all of an event: within a text a quotation mark never stands bare. */
const KEY = /(?<=^| )("text:[\w-]{43}"): /g;

/**
 * Whether the texts of an event are those their tokens were made of, told from their JSON as the database writes jsonb.
 * It is read as one list: an object with keys never seen before costs six times as much, and every event has its own.
 */
export function areTextsSound(json: string): boolean {
  if (json === '{}') return true;
  const list = listOf(json);
  if (list === undefined) return alteredText(JSON.parse(json) as EventTexts) === undefined;
  for (let i = 0; i < list.length; i += 2) {
    const [salt, text] = list[i + 1] as readonly [string, string];
    if (textToken(salt, text) !== list[i]) return false;
  }
  return true;
}

/** Token, [salt, text], token, …; undefined where the JSON is not spelled as expected. */
function listOf(json: string): readonly unknown[] | undefined {
  try {
    const list = JSON.parse(`[${json.slice(1, -1).replace(KEY, '$1, ')}]`) as unknown[];
    const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;
    return list.length % 2 === 0 && list.every((value, i) => i % 2 === 0 || isPair(value)) ? list : undefined;
  } catch {
    return undefined;
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
