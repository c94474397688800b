import { PassThrough } from 'node:stream';
import { Controller, Get, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { parseDay, isDay, type Problem } from '@lettrage/domain';
import {
  importCustomersFile,
  importInvoices,
  importOpenItems,
  importStatement,
  listStatements,
  placeOfStatement,
  readCompany,
  reconcile,
  type ImportStatementReport,
  type OperationsContext,
  type Progress,
} from '@lettrage/operations';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import { companiesWhere, type Caller } from '../http/caller.js';
import { badParameter, HttpProblem } from '../http/http-problem.js';
import { inLanguageOf } from '../http/language.js';
import { limitOf, optionalUuid, pageOf, placeOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { problemBody, problemOf } from '../http/problem-of.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';

type Parameters = Readonly<Record<string, string | undefined>>;

const STATEMENT_PARAMETERS = {
  name: 'Name of the file, for messages',
  account: 'IBAN, for files that do not name their account',
  profile: 'Profile of a CSV statement, where its columns do not say',
  dryRun: 'true: reports what would be stored, stores nothing',
};

/** Files of any kind are sent as the request's body; they are spooled to disk and never held in memory. */
@ApiTags('imports')
@Controller('v1')
export class UploadsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post('companies/:companyId/open-items')
  @ApiConsumes('text/csv', 'application/x-ndjson', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Imports open items (CSV or NDJSON): the snapshot of a day, or a delta',
    allow: 'write',
    answer: 'OpenItemsImport',
    query: {
      name: 'Name of the file, for messages',
      asOf: 'The day the file shows the books of; today unless said otherwise',
      partial: 'true: a delta; what it does not name is not gone',
      dryRun: 'true: reports what would change, changes nothing',
    },
  })
  async openItems(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Parameters) {
    const asOf = query['asOf'] ?? this.context.now().toISOString().slice(0, 10);
    if (!isDay(asOf)) throw badParameter('asOf', 'must be a day that exists (YYYY-MM-DD).');
    const partial = flagOf(query, 'partial');
    const dryRun = flagOf(query, 'dryRun');
    const report = await spooled(this.context, request, await this.limitOf(companyId), (file) =>
      importOpenItems(this.context, companyId, file.path, {
        asOf: parseDay(asOf),
        name: nameOf(query['name'] ?? file.name, 'open items'),
        partial,
        dryRun,
      }),
    );
    if (report.refused) {
      throw new HttpProblem(422, 'bad-open-items', `${report.file} has errors; nothing was stored.`, report.problems);
    }
    return report;
  }

  @Post('companies/:companyId/issued-invoices')
  @ApiConsumes('application/pdf', 'application/xml', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Takes an e-invoice that another tool issued over as an open item; one that is invalid is a task',
    allow: 'write',
    answer: 'InvoicesImport',
    query: {
      name: 'Name of the file, for messages',
      asOf: 'The day it is taken over; today unless said otherwise',
      dryRun: 'true: says what would be taken, stores nothing',
    },
  })
  async invoice(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Parameters) {
    const asOf = query['asOf'] ?? this.context.now().toISOString().slice(0, 10);
    if (!isDay(asOf)) throw badParameter('asOf', 'must be a day that exists (YYYY-MM-DD).');
    const dryRun = flagOf(query, 'dryRun');
    return spooled(this.context, request, await this.limitOf(companyId), (file) => {
      const name = nameOf(query['name'] ?? file.name, 'invoice');
      return importInvoices(this.context, companyId, [file.path], { asOf: parseDay(asOf), dryRun, nameOf: () => name });
    });
  }

  @Post('companies/:companyId/customers')
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Imports customers (CSV: id, name, ibans, siren, group_id, account); what the file leaves out stays',
    allow: 'write',
    answer: 'CustomersImport',
    query: {
      name: 'Name of the file, for messages',
      dryRun: 'true: reports what would change, changes nothing',
    },
  })
  async customers(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Parameters) {
    const dryRun = flagOf(query, 'dryRun');
    const outcome = await spooled(this.context, request, await this.limitOf(companyId), (file) =>
      importCustomersFile(this.context, companyId, file.path, {
        name: nameOf(query['name'] ?? file.name, 'customers'),
        dryRun,
      }),
    );
    if (outcome.refused) {
      throw new HttpProblem(422, 'bad-customers', `${outcome.file} has errors; nothing was stored.`, outcome.problems);
    }
    return outcome;
  }

  @Get('companies/:companyId/statements')
  @Route({
    summary: 'Imported statements by account and day, each compared with the one before it',
    allow: 'read',
    answer: 'Statement',
    list: 'pages',
    query: { account: 'Id of a bank account' },
  })
  async statements(
    @Param('companyId') companyId: string,
    @Query('account') account?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const accountId = optionalUuid(account, 'account');
    const after = placeOf(cursor, ['uuid', 'day', 'uuid']);
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      listStatements(tx, { limit: size, ...(accountId ? { accountId } : {}), ...(after ? { after } : {}) }),
    );
    return pageOf(items, size, placeOfStatement);
  }

  @Post('companies/:companyId/statements')
  @ApiConsumes('application/octet-stream', 'application/xml', 'text/csv', 'application/zip', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Imports a bank statement of the company; with Accept: application/x-ndjson progress is streamed',
    allow: 'write',
    answer: 'StatementImport',
    query: STATEMENT_PARAMETERS,
  })
  async statement(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query() query: Parameters) {
    return this.importInto([companyId], request, query, await this.limitOf(companyId));
  }

  @Post('statements')
  @ApiConsumes('application/octet-stream', 'application/xml', 'text/csv', 'application/zip', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Imports a bank statement, routed by IBAN over the companies the caller may write to',
    allow: 'signed-in',
    answer: 'StatementImport',
    query: STATEMENT_PARAMETERS,
  })
  routed(@CalledBy() caller: Caller, @Req() request: FastifyRequest, @Query() query: Parameters) {
    const writable = companiesWhere(caller, 'write');
    if (writable.length === 0) throw new HttpProblem(403, 'not-allowed', 'You may write to no company.');
    return this.importInto(writable, request, query, uploadLimit());
  }

  private async limitOf(companyId: string): Promise<number> {
    return uploadLimit((await this.context.database.withCompany(companyId, (tx) => readCompany(tx))).settings);
  }

  private async importInto(companies: readonly string[], request: FastifyRequest, query: Parameters, most: number) {
    const dryRun = flagOf(query, 'dryRun');
    const run = (onProgress?: Progress): Promise<ImportStatementReport> =>
      spooled(this.context, request, most, (file) =>
        importStatement(this.context, file.path, {
          companies,
          name: nameOf(query['name'] ?? file.name, 'statement'),
          dryRun,
          ...(query['account'] ? { account: query['account'] } : {}),
          ...(query['profile'] ? { profile: query['profile'] } : {}),
          ...(onProgress ? { onProgress } : {}),
        }),
      );
    if (!(request.headers.accept ?? '').includes('application/x-ndjson')) return accepted(await run());
    return this.streamed(request, async (onProgress) => {
      const report = accepted(await run(onProgress));
      const stored = new Set(
        report.statements.filter((one) => one.state === 'stored').flatMap((one) => one.companyId ?? []),
      );
      for (const companyId of stored) await reconcile(this.context, companyId, { onProgress });
      return report;
    });
  }

  /** One JSON object a line: progress while it happens, the report or the problem last. */
  private streamed(
    request: FastifyRequest,
    work: (onProgress: Progress) => Promise<ImportStatementReport>,
  ): StreamableFile {
    const out = new PassThrough();
    let last = 0;
    const onProgress: Progress = (step) => {
      const now = this.context.now().getTime();
      // Progress is news: a reader that is slow, or gone, gets less of it, and the import goes on.
      if (now - last < 100 || out.writableNeedDrain || out.destroyed) return;
      last = now;
      out.write(`${JSON.stringify({ type: 'progress', ...step })}\n`);
    };
    work(onProgress)
      .then((report) => ({ type: 'report', report }))
      .catch((error: unknown) => {
        const problem = problemOf(error);
        if (problem.status >= 500) this.context.log.error({ err: error, id: request.id }, 'import failed');
        // `type` says what the line is; that of the problem is its code.
        return { ...problemBody(problem, request.id), type: 'problem', problems: problem.problems };
      })
      .then((value) => out.end(`${JSON.stringify(inLanguageOf(request, value))}\n`))
      .catch(() => out.destroy());
    return new StreamableFile(out, { type: 'application/x-ndjson' });
  }
}

/**
 * A file of which nothing was taken is an error of whoever sent it; one that was taken in part says so in its report.
 *
 * @throws HttpProblem 422 `bad-statement`, with every problem of the file
 */
function accepted(report: ImportStatementReport): ImportStatementReport {
  const problems: Problem[] = [
    ...report.problems,
    ...report.statements.flatMap((statement) => [...statement.problems]),
  ];
  const nothingTaken = report.statements.every((statement) => statement.state === 'refused');
  const isBad = problems.some((problem) => problem.severity !== 'warning') || report.statements.length > 0;
  if (!nothingTaken || !isBad) return report;
  throw new HttpProblem(422, 'bad-statement', `${report.file} cannot be imported; nothing was stored.`, problems);
}

/** `true` or `false`; anything else is refused, so that a dry run never turns out to be none. */
function flagOf(query: Parameters, name: string): boolean {
  const value = query[name] ?? 'false';
  if (value !== 'true' && value !== 'false') throw badParameter(name, 'must be true or false.');
  return value === 'true';
}
