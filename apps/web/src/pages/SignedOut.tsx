import { useWording } from '../i18n/language.js';

/** How to get in: there are no passwords, only addresses that sign in once. */
export function SignedOut({ used }: { readonly used: boolean }) {
  const { t } = useWording();
  return (
    <section className="card card-roomy">
      <h1>{t('signedOut.title')}</h1>
      {used && (
        <p className="notice notice-bad" role="alert">
          {t('signedOut.used')}
        </p>
      )}
      <p>{t('signedOut.text')}</p>
      <p>{t('signedOut.local')}</p>
      <pre className="command">npm start</pre>
      <p>{t('signedOut.team')}</p>
      <pre className="command">lettrage user add NAME@EXAMPLE.COM --role accountant</pre>
    </section>
  );
}

export function NoCompany() {
  const { t } = useWording();
  return (
    <section className="card card-roomy">
      <h1>{t('noCompany.title')}</h1>
      <p>{t('noCompany.text')}</p>
      <pre className="command">lettrage company add "Atelier Dupont SARL" --siren 123456789</pre>
    </section>
  );
}
