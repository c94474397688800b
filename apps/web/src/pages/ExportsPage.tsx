import { useCallback, useState } from 'react';
import { exportAddress, exportFormats, listExports, makeExport, type ExportBatch } from '../api/exports.js';
import type { Company } from '../api/session.js';
import { Failure, Loading, More } from '../components/Feedback.js';
import { asError, useList, useLoad } from '../components/use-load.js';
import { today, yearOf } from '../format/day.js';
import { useWording } from '../i18n/language.js';

/** Entries for the accountant's program: a new file, and those already made. */
export function ExportsPage({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const list = useList(
    useCallback((cursor?: string, signal?: AbortSignal) => listExports(company.id, cursor, signal), [company.id]),
  );
  return (
    <>
      <h1>{t('exports.title')}</h1>
      {company.may.includes('write') && <NewExport companyId={company.id} onMade={list.reload} />}
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {list.busy && list.items.length === 0 && <Loading />}
      {!list.busy && !list.error && list.items.length === 0 && <p className="card empty">{t('exports.none')}</p>}
      {list.items.length > 0 && <ExportTable companyId={company.id} exports={list.items} />}
      <More list={list} />
    </>
  );
}

function NewExport({ companyId, onMade }: { readonly companyId: string; readonly onMade: () => void }) {
  const { t } = useWording();
  const formats = useLoad(exportFormats);
  const [request, setRequest] = useState({ format: 'fec', ...yearOf(today()) });
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();
  const [failed, setFailed] = useState<Error>();
  const make = async (): Promise<void> => {
    setBusy(true);
    setSaid(undefined);
    setFailed(undefined);
    try {
      const made = await makeExport(companyId, request);
      setSaid(t('exports.made', { file: made.fileName, count: made.entries }));
      onMade();
    } catch (error) {
      setFailed(asError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{t('exports.new')}</h2>
      <div className="row">
        <label>
          {t('exports.format')}{' '}
          <select
            value={request.format}
            onChange={(event) => setRequest({ ...request, format: event.currentTarget.value })}
          >
            {(formats.value ?? [{ id: 'fec', title: 'FEC' }]).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            {t(`exports.${end}`)}{' '}
            <input
              type="date"
              required
              value={request[end]}
              onChange={(event) => setRequest({ ...request, [end]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="submit" className="button button-main" disabled={busy}>
          {t('exports.make')}
        </button>
      </div>
      <div aria-live="polite">
        {busy && <progress aria-label={t('exports.make')} />}
        {said && <p className="message message-good">{said}</p>}
        {failed && <Failure error={failed} />}
      </div>
    </form>
  );
}

function ExportTable({ companyId, exports }: { readonly companyId: string; readonly exports: readonly ExportBatch[] }) {
  const { t, day, instant } = useWording();
  return (
    <div className="card table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col" className="wide-only">
              {t('exports.col.number')}
            </th>
            <th scope="col">{t('exports.col.file')}</th>
            <th scope="col">{t('exports.col.period')}</th>
            <th scope="col" className="number">
              {t('exports.col.entries')}
            </th>
            <th scope="col" className="wide-only">
              {t('exports.col.made')}
            </th>
          </tr>
        </thead>
        <tbody>
          {exports.map((batch) => (
            <tr key={batch.id}>
              <td className="wide-only">{batch.number}</td>
              <th scope="row">
                <a
                  href={exportAddress(companyId, batch.id)}
                  download={batch.fileName}
                  aria-label={t('exports.download', { file: batch.fileName })}
                >
                  {batch.fileName}
                </a>{' '}
                <span className="quiet">{batch.format}</span>
              </th>
              <td>{`${day(batch.from)} – ${day(batch.to)}`}</td>
              <td className="number">{batch.entries}</td>
              <td className="wide-only">{instant(batch.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
