import { get, inCompany, post, type Page } from './http.js';

/** An export that was made, kept with its bytes. */
export interface ExportBatch {
  readonly id: string;
  readonly number: number;
  readonly format: string;
  readonly fileName: string;
  readonly from: string;
  readonly to: string;
  readonly entries: number;
  readonly sha256: string;
  readonly createdAt: string;
}

export interface ExportFormat {
  readonly id: string;
  readonly title: string;
}

interface Manifest {
  readonly capabilities: readonly string[];
  readonly formats?: readonly ExportFormat[];
}

export function listExports(companyId: string, cursor?: string, signal?: AbortSignal): Promise<Page<ExportBatch>> {
  return get<Page<ExportBatch>>(inCompany(companyId, '/exports'), { cursor, limit: '50' }, signal);
}

export function makeExport(
  companyId: string,
  request: { readonly format: string; readonly from: string; readonly to: string },
): Promise<{ readonly id: string; readonly fileName: string; readonly entries: number }> {
  return post(inCompany(companyId, '/exports'), request);
}

/** Formats of every adapter that writes ledgers. */
export async function exportFormats(signal?: AbortSignal): Promise<readonly ExportFormat[]> {
  const { items } = await get<{ items: Manifest[] }>('/v1/adapters', {}, signal);
  return items
    .filter((manifest) => manifest.capabilities.includes('ledgerExporter'))
    .flatMap((manifest) => manifest.formats ?? []);
}

export function exportAddress(companyId: string, id: string): string {
  return inCompany(companyId, `/exports/${id}/content`);
}
