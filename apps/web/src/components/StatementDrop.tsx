import { useState } from 'react';
import { sendStatement, type Progress, type StatementReport } from '../api/uploads.js';
import { useWording } from '../i18n/language.js';
import { DropZone } from './DropZone.js';
import { Failure } from './Feedback.js';
import { StatementReportView } from './StatementReport.js';
import { asError } from './use-load.js';

interface Running {
  readonly file: string;
  readonly progress?: Progress;
}

/** Takes a bank statement, shows how far it is, then what became of each account in it. */
export function StatementDrop({
  companyId,
  onImported,
}: {
  readonly companyId: string;
  readonly onImported: () => void;
}) {
  const { t } = useWording();
  const [running, setRunning] = useState<Running>();
  const [report, setReport] = useState<StatementReport>();
  const [failed, setFailed] = useState<{ readonly file: string; readonly error: Error }>();
  const take = async (file: File): Promise<void> => {
    setReport(undefined);
    setFailed(undefined);
    setRunning({ file: file.name });
    try {
      setReport(await sendStatement(companyId, file, (progress) => setRunning({ file: file.name, progress })));
      onImported();
    } catch (error) {
      setFailed({ file: file.name, error: asError(error) });
    } finally {
      setRunning(undefined);
    }
  };
  return (
    <div className="drop-column">
      <DropZone
        title={t('drop.title')}
        hint={t('drop.hint')}
        disabled={running !== undefined}
        onFile={(file) => void take(file)}
      />
      <div aria-live="polite">
        {running && <ProgressBar running={running} />}
        {failed && <h3>{t('drop.failed', { file: failed.file })}</h3>}
        {failed && <Failure error={failed.error} />}
        {report && <StatementReportView report={report} />}
      </div>
    </div>
  );
}

function ProgressBar({ running: { file, progress } }: { readonly running: Running }) {
  const { t } = useWording();
  const counted = progress && progress.total > 0;
  return (
    <div className="card progress">
      <label>
        {t('drop.busy', { file, what: t(stepOf(progress)) })}
        {counted ? <progress value={progress.done} max={progress.total} /> : <progress />}
      </label>
      {progress && (
        <span className="quiet">
          {counted
            ? t('drop.lines', { done: progress.done, total: progress.total })
            : t('drop.soFar', { done: progress.done })}
        </span>
      )}
    </div>
  );
}

function stepOf(progress: Progress | undefined): 'drop.sending' | 'drop.reading' | 'drop.matching' {
  if (!progress) return 'drop.sending';
  return progress.what.startsWith('matching') ? 'drop.matching' : 'drop.reading';
}
