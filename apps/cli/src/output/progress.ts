import type { SingleBar } from 'cli-progress';

/** Shown only where a person looks at it, and only for work that takes more than this many milliseconds. */
const PATIENCE = 700;

/** A progress bar per step on standard error; silent where standard error is no terminal. */
export function progressBars(): {
  onProgress: (step: { what: string; done: number; total: number; unit: string }) => void;
  stop(): void;
} {
  const started = Date.now();
  let bar: SingleBar | undefined;
  let library: typeof import('cli-progress') | undefined;
  if (process.stderr.isTTY) void import('cli-progress').then((loaded) => (library = loaded.default));
  let current = '';
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
    current = '';
  };
  return {
    onProgress({ what, done, total, unit }) {
      if (!library || Date.now() - started < PATIENCE) return;
      if (what !== current) {
        stop();
        current = what;
        const format = total > 0 ? `${what} |{bar}| {value}/{total} ${unit} {percentage}%` : `${what} {value} ${unit}`;
        bar = new library.SingleBar({
          format,
          stream: process.stderr,
          clearOnComplete: true,
          hideCursor: true,
          barsize: 30,
        });
        bar.start(total, done);
      }
      bar?.update(done);
    },
    stop,
  };
}
