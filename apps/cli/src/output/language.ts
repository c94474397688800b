/** The language of this process's sentences: commands say them in English, and they are put into French on the way out. */
let inFrench: typeof import('@lettrage/messages') | undefined;

/** Takes up the language that was asked for, wherever among the arguments it stands. */
export async function speak(argv: readonly string[]): Promise<void> {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const lang = argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
  inFrench = lang === 'fr' ? await import('@lettrage/messages') : undefined;
}

/** Sentences are put into another language than they are said in. */
export function isTranslated(): boolean {
  return inFrench !== undefined;
}

/** A sentence in the language asked for. */
export function said(sentence: string): string {
  return inFrench ? inFrench.french(sentence) : sentence;
}

/** A report as JSON, its sentences in the language asked for; bytes, such as the content of a file, are left out. */
export function reportJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (key, each: unknown) => (each instanceof Uint8Array ? undefined : saidIn(key, each)),
    indent,
  );
}

/** A value as JSON, its sentences in the language asked for. */
export function jsonSaid(value: unknown): string {
  return inFrench ? JSON.stringify(value, saidIn) : JSON.stringify(value);
}

function saidIn(key: string, value: unknown): unknown {
  return inFrench ? inFrench.sentenceOf(key, value, inFrench.french) : value;
}
