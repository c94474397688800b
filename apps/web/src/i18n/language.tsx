import { createContext, Fragment, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { askIn } from '../api/http.js';
import type { Language } from '../format/amount.js';
import { formatAmount } from '../format/amount.js';
import { formatDay, formatInstant, formatShare } from '../format/day.js';
import { en, type TextKey } from './en.js';
import { fr } from './fr.js';
import { finished } from './sentences.js';

const TEXTS = { en, fr } as const;
const STORED = 'lettrage.language';

/** Texts and formats of the chosen language. */
export interface Wording {
  readonly language: Language;
  setLanguage(language: Language): void;
  t(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  amount(amount: string, currency: string): string;
  day(day: string): string;
  instant(instant: string): string;
  share(share: number): string;
  /** A sentence the server wrote, as it stands alone. */
  sentence(text: string): string;
}

const LanguageContext = createContext<Wording | undefined>(undefined);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, set] = useState<Language>(() => answeredIn(preferred()));
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(STORED, next);
    set(answeredIn(next));
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const wording = useMemo(() => wordingOf(language, setLanguage), [language, setLanguage]);
  return (
    <LanguageContext value={wording}>
      {/* What was loaded holds sentences in the other language: it is asked for again. */}
      <Fragment key={language}>{children}</Fragment>
    </LanguageContext>
  );
}

/** The wording in force. */
export function useWording(): Wording {
  const wording = useContext(LanguageContext);
  if (!wording) throw new Error('no LanguageProvider above');
  return wording;
}

function wordingOf(language: Language, setLanguage: (language: Language) => void): Wording {
  return {
    language,
    setLanguage,
    t: (key, values = {}) =>
      TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    amount: (amount, currency) => formatAmount(amount, currency, language),
    day: (day) => formatDay(day, language),
    instant: (instant) => formatInstant(instant, language),
    share: (share) => formatShare(share, language),
    sentence: finished,
  };
}

/** From now on the server is asked in this language. */
function answeredIn(language: Language): Language {
  askIn(language);
  return language;
}

function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'fr' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}
