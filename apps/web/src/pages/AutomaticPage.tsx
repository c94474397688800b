import type { Company } from '../api/session.js';
import { Classes } from '../components/automatic/Classes.js';
import { Learned } from '../components/automatic/Learned.js';
import { Rules } from '../components/automatic/Rules.js';
import { useWording } from '../i18n/language.js';

/** What is posted without a person, and what speaks for it. */
export function AutomaticPage({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const mayWrite = company.may.includes('write');
  return (
    <>
      <h1>{t('auto.title')}</h1>
      <p className="quiet">{t('auto.text')}</p>
      <Classes companyId={company.id} mayWrite={mayWrite} />
      <Rules companyId={company.id} mayWrite={mayWrite} />
      <Learned companyId={company.id} mayWrite={mayWrite} />
    </>
  );
}
