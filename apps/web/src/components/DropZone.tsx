import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useWording } from '../i18n/language.js';

interface DropZoneProps {
  readonly title: string;
  readonly hint: string;
  readonly disabled: boolean;
  /** Suggested endings; any file may be dropped all the same. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
  readonly children?: ReactNode;
}

/** A place to drop a file on, with a button that opens the file chooser. */
export function DropZone({ title, hint, disabled, accept, onFile, children }: DropZoneProps) {
  const { t } = useWording();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !disabled) onFile(file);
  };
  return (
    <section
      className={`card drop${over ? ' drop-over' : ''}`}
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2>{title}</h2>
      <p className="quiet" id={hintId}>
        {hint}
      </p>
      {children}
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <button
        type="button"
        className="button"
        disabled={disabled}
        aria-describedby={hintId}
        onClick={() => input.current?.click()}
      >
        {t('drop.choose')}
      </button>
    </section>
  );
}
