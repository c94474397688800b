import { Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { exportLedger, handOverExport, readExport, type OperationsContext } from '@lettrage/operations';
import { ExportStore, isUuid } from '@lettrage/persistence';
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/answer.js';
import { DayField, Optional, OptionalDay } from '../http/fields.js';
import { badField, notFound } from '../http/http-problem.js';
import { limitOf, pageOf, placeOf } from '../http/page.js';
import { OPERATIONS } from '../tokens.js';

class ExportDto {
  @ApiProperty({ description: 'Format id, such as fec' }) @IsString() @Length(1, 50) format!: string;
  @OptionalDay('A report needs it; a transfer without it takes all that is new up to `to`') from?: string;
  @DayField() to!: string;
  @Optional({ type: [String] }) @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) journals?: string[];
  @Optional({ description: 'Options of the format', type: 'object', additionalProperties: { type: 'string' } })
  @IsObject()
  options?: Record<string, unknown>;
  @Optional({ description: 'Of a transfer: which program or office takes the entries over; the format unless said' })
  @IsString()
  @Length(1, 50)
  destination?: string;
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
    const [from, to] = [body.from === undefined ? undefined : parseDay(body.from), parseDay(body.to)];
    if (from !== undefined && to < from) throw badField('to', `must not be before from (${from})`);
    return exportLedger(this.context, companyId, {
      format: body.format,
      to,
      options: optionsOf(body.options),
      ...(from ? { from } : {}),
      ...(body.destination ? { destination: body.destination } : {}),
      ...(body.journals ? { journals: body.journals } : {}),
      ...(body.dryRun ? { dryRun: true } : {}),
    });
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
    if (!isUuid(id)) throw notFound('This export');
    const { batch, bytes } = await readExport(this.context, companyId, { id });
    void reply.header('content-disposition', `attachment; filename="${batch.fileName.replace(/[^\w.-]/g, '_')}"`);
    await handOverExport(this.context, companyId, id);
    return new StreamableFile(Readable.from(bytes), { type: 'application/octet-stream' });
  }
}

/** Options of a format are texts; what the format makes of them is the adapter's to say. */
export function optionsOf(options: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      if (typeof value !== 'string') throw badField(`options.${name}`, 'must be a text');
      return [name, value];
    }),
  );
}
