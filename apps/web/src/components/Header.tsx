import type { Company, Session } from '../api/session.js';
import type { Language } from '../format/amount.js';
import { useWording } from '../i18n/language.js';
import { hashOf, PAGES, type PageName } from '../route.js';
import { Badge } from './Feedback.js';

interface HeaderProps {
  readonly session?: Session;
  readonly company?: Company;
  readonly page?: PageName;
  readonly onCompany?: (id: string) => void;
  readonly onLeave?: () => void;
}

/** Name, company, pages, language, sign-out. */
export function Header({ session, company, page, onCompany, onLeave }: HeaderProps) {
  const { t } = useWording();
  return (
    <header className="header">
      <div className="header-row">
        <span className="brand">
          <img src="/icon.svg" alt="" width="26" height="26" />
          Lettrage
        </span>
        {session && company && (
          <CompanyPicker session={session} company={company} {...(onCompany ? { onCompany } : {})} />
        )}
        <span className="header-space" />
        <LanguageSwitch />
        {session && (
          <button type="button" className="button button-quiet leave" onClick={onLeave} title={session.user.email}>
            {t('app.signOut')}
          </button>
        )}
      </div>
      {company && (
        <nav className="tabs" aria-label="Lettrage">
          {PAGES.map((name) => (
            <a key={name} href={hashOf(company.id, name)} aria-current={name === page ? 'page' : undefined}>
              {t(`nav.${name}`)}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

interface PickerProps {
  readonly session: Session;
  readonly company: Company;
  readonly onCompany?: (id: string) => void;
}

function CompanyPicker({ session, company, onCompany }: PickerProps) {
  const { t } = useWording();
  return (
    <span className="company">
      {session.companies.length === 1 ? (
        <strong>{company.name}</strong>
      ) : (
        <select
          aria-label={t('app.company')}
          value={company.id}
          onChange={(event) => onCompany?.(event.currentTarget.value)}
        >
          {session.companies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {company.demonstration && <Badge tone="quiet">{t('app.demonstration')}</Badge>}
    </span>
  );
}

function LanguageSwitch() {
  const { language, setLanguage, t } = useWording();
  return (
    <span className="switch" role="group" aria-label={t('app.language')}>
      {(['fr', 'en'] satisfies Language[]).map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => setLanguage(one)}>
          <abbr title={one === 'fr' ? 'Français' : 'English'}>{one.toUpperCase()}</abbr>
        </button>
      ))}
    </span>
  );
}
