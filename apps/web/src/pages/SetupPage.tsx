import type { Company } from '../api/session.js';
import { Accounts } from '../components/setup/Accounts.js';
import { Connections } from '../components/setup/Connections.js';
import { Keys } from '../components/setup/Keys.js';
import { useWording } from '../i18n/language.js';

/** What the company is connected to: bank accounts, other systems, and the keys of programs. */
export function SetupPage({ company }: { readonly company: Company }) {
  const { t } = useWording();
  return (
    <>
      <h1>{t('nav.setup')}</h1>
      <Accounts company={company} />
      <Connections company={company} />
      {company.may.includes('admin') && <Keys companyId={company.id} />}
    </>
  );
}
