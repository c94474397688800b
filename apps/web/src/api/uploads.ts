import { ApiProblem, inCompany, upload, type Problem } from './http.js';

/** How far a running import is; `total` 0 means it is not known yet. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}

/** What became of one statement of a file. */
export interface ImportedStatement {
  readonly account: string;
  readonly company?: string;
  readonly companyId?: string;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly count: number;
  readonly sum: string;
  readonly balanced?: boolean;
  readonly state: 'stored' | 'preview' | 'known' | 'inbox' | 'refused';
  readonly lines: {
    readonly read: number;
    readonly stored: number;
    readonly known: number;
    readonly booked: number;
    readonly history: number;
    readonly held: number;
  };
  readonly problems: readonly Problem[];
}

export interface StatementReport {
  readonly file: string;
  readonly format: string;
  readonly statements: readonly ImportedStatement[];
  readonly problems: readonly Problem[];
}

export interface OpenItemsReport {
  readonly file: string;
  readonly asOf: string;
  readonly problems: readonly Problem[];
  readonly report?: {
    readonly read: number;
    readonly new: number;
    readonly known: number;
    readonly changed: number;
    readonly gone: number;
    readonly settledThere: number;
    readonly settledOnlyHere: number;
    readonly conflictCount: number;
    readonly refusedCount: number;
    readonly missing: readonly { readonly what: string; readonly count: number; readonly consequence: string }[];
  };
}

type StreamedLine =
  | ({ readonly type: 'progress' } & Progress)
  | { readonly type: 'report'; readonly report: StatementReport }
  | {
      readonly type: 'problem';
      readonly code: string;
      readonly detail: string;
      readonly problems?: readonly Problem[];
    };

/**
 * Sends a bank statement and follows it while it is read, stored and matched.
 * @throws ApiProblem where it is refused, or the stream ends without a report
 */
export async function sendStatement(
  companyId: string,
  file: File,
  onProgress: (progress: Progress) => void,
): Promise<StatementReport> {
  const path = inCompany(companyId, '/statements');
  const response = await upload(path, { name: file.name }, file, 'application/x-ndjson');
  for await (const line of linesOf(response)) {
    const message = JSON.parse(line) as StreamedLine;
    if (message.type === 'progress') onProgress(message);
    else if (message.type === 'report') return message.report;
    else throw new ApiProblem(422, message.code, message.detail, message.problems ?? []);
  }
  throw new ApiProblem(0, 'broken-off', 'The answer broke off before the report; send the file again, it is safe.');
}

/** Sends the open items of a day (CSV or NDJSON). @throws ApiProblem with every problem of a refused file */
export async function sendOpenItems(
  companyId: string,
  file: File,
  options: { readonly asOf: string; readonly partial: boolean },
): Promise<OpenItemsReport> {
  const query = { name: file.name, asOf: options.asOf, ...(options.partial ? { partial: 'true' } : {}) };
  const response = await upload(inCompany(companyId, '/open-items'), query, file, 'application/json');
  return (await response.json()) as OpenItemsReport;
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = `${rest}${value}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}
