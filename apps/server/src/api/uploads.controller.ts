import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { isDay, parseDay } from '@lettrage/domain';
import { importOpenItems, importStatement, reconcile, type ImportStatementReport, type OperationsContext, type Progress } from '@lettrage/operations';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../http/caller.js';
import { HttpProblem } from '../http/http-problem.js';
import { Allow, CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

/** Largest file over HTTP: 25 MB, unless the installation says more (`LETTRAGE_UPLOAD_BYTES`). */
const LARGEST_UPLOAD = Number.parseInt(process.env['LETTRAGE_UPLOAD_BYTES'] ?? '26214400', 10);

/** Files of any kind are sent as the request's body; they are spooled to disk and never held in memory. */
@ApiTags('imports')
@Controller('v1')
export class UploadsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post('companies/:companyId/open-items')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Imports open items (CSV or NDJSON): the snapshot of a day, or a delta' })
  @ApiConsumes('text/csv', 'application/x-ndjson', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'asOf', required: false })
  @ApiQuery({ name: 'partial', required: false })
  @ApiQuery({ name: 'dryRun', required: false })
  @ApiQuery({ name: 'name', required: false })
  async openItems(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Record<string, string | undefined>) {
    const asOf = query['asOf'] ?? this.context.now().toISOString().slice(0, 10);
    if (!isDay(asOf)) throw new HttpProblem(400, 'bad-day', `asOf: "${asOf}" is not a day (YYYY-MM-DD).`);
    const report = await this.spooled(request, (path) =>
      importOpenItems(this.context, companyId, path, {
        asOf: parseDay(asOf),
        name: nameOf(query['name'], 'open items'),
        partial: query['partial'] === 'true',
        dryRun: query['dryRun'] === 'true',
      }),
    );
    if (report.refused) throw new HttpProblem(422, 'bad-open-items', `${report.file} has errors; nothing was stored.`, report.problems);
    return report;
  }

  @Post('companies/:companyId/statements')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Imports a bank statement of the company; with Accept: application/x-ndjson progress is streamed' })
  @ApiConsumes('application/octet-stream', 'application/xml', 'text/csv', 'application/zip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'name', required: false })
  @ApiQuery({ name: 'account', required: false, description: 'IBAN, for files that do not name their account' })
  @ApiQuery({ name: 'dryRun', required: false })
  @ApiQuery({ name: 'profile', required: false })
  statement(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Record<string, string | undefined>) {
    return this.importInto([companyId], request, query);
  }

  @Post('statements')
  @HttpCode(200)
  @Allow('signed-in')
  @ApiOperation({ summary: 'Imports a bank statement, routed by IBAN over the companies the caller may write to' })
  @ApiConsumes('application/octet-stream', 'application/xml', 'text/csv', 'application/zip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  routed(@CalledBy() caller: Caller, @Req() request: FastifyRequest, @Query() query: Record<string, string | undefined>) {
    const writable = [...caller.companies].filter(([, allowed]) => allowed.has('write')).map(([id]) => id);
    if (writable.length === 0) throw new HttpProblem(403, 'not-allowed', 'You may write to no company.');
    return this.importInto(writable, request, query);
  }

  private async importInto(companies: readonly string[], request: FastifyRequest, query: Record<string, string | undefined>) {
    const run = (onProgress?: Progress): Promise<ImportStatementReport> =>
      this.spooled(request, (path) =>
        importStatement(this.context, path, {
          companies,
          name: nameOf(query['name'], 'statement'),
          dryRun: query['dryRun'] === 'true',
          ...(query['account'] ? { account: query['account'] } : {}),
          ...(query['profile'] ? { profile: query['profile'] } : {}),
          ...(onProgress ? { onProgress } : {}),
        }),
      );
    if (!(request.headers.accept ?? '').includes('application/x-ndjson')) return run();
    return this.streamed(async (onProgress) => {
      const report = await run(onProgress);
      const stored = new Set(report.statements.filter((one) => one.state === 'stored').flatMap((one) => one.companyId ?? []));
      for (const companyId of stored) await reconcile(this.context, companyId, { onProgress });
      return report;
    });
  }

  /** One JSON object a line: progress while it happens, the report or the problem last. */
  private streamed(work: (onProgress: Progress) => Promise<ImportStatementReport>): StreamableFile {
    const out = new PassThrough();
    let last = 0;
    const onProgress: Progress = (step) => {
      const now = this.context.now().getTime();
      if (now - last < 100) return;
      last = now;
      out.write(`${JSON.stringify({ type: 'progress', ...step })}\n`);
    };
    work(onProgress)
      .then((report) => ({ type: 'report', report }))
      .catch((error: unknown) => this.failure(error))
      .then((value) => out.end(`${JSON.stringify(value)}\n`))
      .catch(() => out.destroy());
    return new StreamableFile(out, { type: 'application/x-ndjson' });
  }

  private failure(error: unknown): Record<string, unknown> {
    const known = error instanceof Error && ['InputError', 'SetupError', 'HttpProblem', 'AdapterError'].includes(error.name);
    if (!known) this.context.log.error({ err: error }, 'import failed');
    const { code, problems } = error as { code?: string; problems?: unknown };
    return {
      type: 'problem',
      code: known ? (code ?? 'refused') : 'internal',
      detail: known ? (error as Error).message : 'Something went wrong here; it was logged. Nothing was stored by halves.',
      problems: known ? (problems ?? []) : [],
    };
  }

  private async spooled<T>(request: FastifyRequest, work: (path: string) => Promise<T>): Promise<T> {
    const body = request.body as Readable | undefined;
    if (!body || typeof body.pipe !== 'function') throw new HttpProblem(415, 'no-file', 'Send the file itself as the body, with a content type such as application/octet-stream.');
    const uploads = join(this.context.folder, 'uploads');
    await mkdir(uploads, { recursive: true });
    const folder = await mkdtemp(join(uploads, 'upload-'));
    try {
      const path = join(folder, 'file');
      await pipeline(body, limited(LARGEST_UPLOAD), createWriteStream(path));
      return await work(path);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function limited(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > most) done(new HttpProblem(413, 'too-large', `The file is larger than ${Math.floor(most / 1_048_576)} MB; import it with the lettrage command, which has no limit.`));
      else done(null, chunk);
    },
  });
}

/** A name for messages only: no path, no control characters. */
function nameOf(name: string | undefined, fallback: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is removed
  const clean = (name ?? '').replace(/^.*[/\\]/, '').replace(/[\u0000-\u001f]/g, '').slice(0, 200);
  return clean === '' ? fallback : clean;
}
