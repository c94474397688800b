import { Body, Controller, Get, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { exportLedger, type OperationsContext } from '@lettrage/operations';
import { ExportStore, isUuid } from '@lettrage/persistence';
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/answer.js';
import { DayField, Optional } from '../http/fields.js';
import { badField, notFound } from '../http/http-problem.js';
import { limitOf, pageOf, placeOf } from '../http/page.js';
import { OPERATIONS } from '../tokens.js';

class ExportDto {
  @ApiProperty({ description: 'Format id, such as fec' }) @IsString() @Length(1, 50) format!: string;
  @DayField() from!: string;
  @DayField() to!: string;
  @Optional({ type: [String] }) @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) journals?: string[];
  @Optional({ description: 'Options of the format', type: 'object', additionalProperties: { type: 'string' } })
  @IsObject()
  options?: Record<string, unknown>;
  @Optional() @IsBoolean() dryRun?: boolean;
}

@ApiTags('exports')
@Controller('v1/companies/:companyId/exports')
export class ExportsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @Route({
    summary: 'Writes the entries of a period in an accounting format and keeps the file',
    allow: 'write',
    answer: 'ExportMade',
    status: 201,
    once: true,
  })
  async add(@Param('companyId') companyId: string, @Body() body: ExportDto) {
    const [from, to] = [parseDay(body.from), parseDay(body.to)];
    if (to < from) throw badField('to', `must not be before from (${from})`);
    const { bytes: _bytes, ...report } = await exportLedger(this.context, companyId, {
      format: body.format,
      from,
      to,
      options: optionsOf(body.options),
      ...(body.journals ? { journals: body.journals } : {}),
      ...(body.dryRun ? { dryRun: true } : {}),
    });
    return report;
  }

  @Get()
  @Route({ summary: 'Exports made, newest first', allow: 'read', answer: 'Export', list: 'pages' })
  async list(@Param('companyId') companyId: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const size = limitOf(limit);
    const before = placeOf(cursor, ['number'])?.[0];
    const items = await this.context.database.withCompany(companyId, (tx) => new ExportStore(tx).list(size, before));
    return pageOf(items, size, (last) => [last.number]);
  }

  @Get(':id/content')
  @Route({ summary: 'The file as it was handed over', allow: 'read', file: 'application/octet-stream' })
  async content(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = isUuid(id)
      ? await this.context.database.withCompany(companyId, (tx) => new ExportStore(tx).content(id))
      : undefined;
    if (!found) throw notFound('This export');
    void reply.header('content-disposition', `attachment; filename="${found.fileName.replace(/[^\w.-]/g, '_')}"`);
    return new StreamableFile(found.content, { type: 'application/octet-stream' });
  }
}

/** Options of a format are texts; what the format makes of them is the adapter's to say. */
function optionsOf(options: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      if (typeof value !== 'string') throw badField(`options.${name}`, 'must be a text');
      return [name, value];
    }),
  );
}
