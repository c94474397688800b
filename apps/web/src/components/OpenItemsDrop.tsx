import { useState } from 'react';
import { sendOpenItems, type OpenItemsReport } from '../api/uploads.js';
import { today } from '../format/day.js';
import { useWording } from '../i18n/language.js';
import { DropZone } from './DropZone.js';
import { Failure, Problems } from './Feedback.js';
import { asError } from './use-load.js';

/** Takes the open items of a day, and says what changed. */
export function OpenItemsDrop({
  companyId,
  onImported,
}: {
  readonly companyId: string;
  readonly onImported: () => void;
}) {
  const { t } = useWording();
  const [asOf, setAsOf] = useState(today);
  const [partial, setPartial] = useState(false);
  const [busy, setBusy] = useState<string>();
  const [report, setReport] = useState<OpenItemsReport>();
  const [failed, setFailed] = useState<{ readonly file: string; readonly error: Error }>();
  const take = async (file: File): Promise<void> => {
    setReport(undefined);
    setFailed(undefined);
    setBusy(file.name);
    try {
      setReport(await sendOpenItems(companyId, file, { asOf, partial }));
      onImported();
    } catch (error) {
      setFailed({ file: file.name, error: asError(error) });
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <div className="drop-column">
      <DropZone
        title={t('drop.itemsTitle')}
        hint={t('drop.itemsHint')}
        disabled={busy !== undefined || asOf === ''}
        accept=".csv,.ndjson,.jsonl,.txt"
        onFile={(file) => void take(file)}
      >
        <p className="row">
          <label>
            {t('drop.asOf')}{' '}
            <input type="date" value={asOf} required onChange={(event) => setAsOf(event.currentTarget.value)} />
          </label>
        </p>
        <label className="check">
          <input type="checkbox" checked={partial} onChange={(event) => setPartial(event.currentTarget.checked)} />{' '}
          {t('drop.partial')}
        </label>
      </DropZone>
      <div aria-live="polite">
        {busy && (
          <div className="card progress">
            <label>
              {t('drop.busy', { file: busy, what: t('drop.storing') })}
              <progress />
            </label>
          </div>
        )}
        {failed && <h3>{t('drop.failed', { file: failed.file })}</h3>}
        {failed && <Failure error={failed.error} />}
        {report && <ItemsReport report={report} />}
      </div>
    </div>
  );
}

function ItemsReport({ report: { file, problems, report } }: { readonly report: OpenItemsReport }) {
  const { t } = useWording();
  return (
    <section className="card report">
      <h3>{file}</h3>
      {report && (
        <p>
          {t('report.items', {
            read: report.read,
            new: report.new,
            known: report.known,
            changed: report.changed,
            gone: report.gone,
            refused: report.refusedCount,
            conflicts: report.conflictCount,
          })}
        </p>
      )}
      {report && report.missing.length > 0 && (
        <ul>
          {report.missing.map(({ what, count, consequence }) => (
            <li key={what}>
              {what} ({count}): {consequence}
            </li>
          ))}
        </ul>
      )}
      <Problems problems={problems} />
    </section>
  );
}
