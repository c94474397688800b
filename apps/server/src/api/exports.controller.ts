import { Body, Controller, Get, Header, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { isDay, type Day } from '@lettrage/domain';
import { exportLedger, type OperationsContext } from '@lettrage/operations';
import { ExportStore, isUuid } from '@lettrage/persistence';
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { HttpProblem, notFound } from '../http/http-problem.js';
import { cursorOf, limitOf, placeOf } from '../http/page.js';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

class ExportDto {
  @ApiProperty({ description: 'Format id, such as fec' }) @IsString() @Length(1, 50) format!: string;
  @ApiProperty() @Matches(DAY) from!: string;
  @ApiProperty() @Matches(DAY) to!: string;
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) journals?: string[];
  @ApiPropertyOptional() @IsOptional() @IsObject() options?: Record<string, string>;
  @ApiPropertyOptional() @IsOptional() @IsBoolean() dryRun?: boolean;
}

@ApiTags('exports')
@Controller('v1/companies/:companyId/exports')
export class ExportsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @Allow('write')
  @ApiOperation({ summary: 'Writes the entries of a period in an accounting format and keeps the file' })
  async add(@Param('companyId') companyId: string, @Body() body: ExportDto) {
    const { bytes: _bytes, ...report } = await exportLedger(this.context, companyId, {
      format: body.format,
      from: dayOf(body.from, 'from'),
      to: dayOf(body.to, 'to'),
      options: body.options ?? {},
      ...(body.journals ? { journals: body.journals } : {}),
      ...(body.dryRun ? { dryRun: true } : {}),
    });
    return report;
  }

  @Get()
  @Allow('read')
  @ApiOperation({ summary: 'Exports made, newest first' })
  async list(@Param('companyId') companyId: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const size = limitOf(limit);
    const before = placeOf(cursor, 1)?.[0];
    const items = await this.context.database.withCompany(companyId, (tx) => new ExportStore(tx).list(size, typeof before === 'number' ? before : undefined));
    const last = items.at(-1);
    return { items, ...(last && items.length === size ? { next: cursorOf([last.number]) } : {}) };
  }

  @Get(':id/content')
  @Allow('read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The file as it was handed over' })
  async content(@Param('companyId') companyId: string, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = isUuid(id) ? await this.context.database.withCompany(companyId, (tx) => new ExportStore(tx).content(id)) : undefined;
    if (!found) throw notFound('This export');
    void reply.header('content-disposition', `attachment; filename="${found.fileName.replace(/[^\w.-]/g, '_')}"`);
    return new StreamableFile(found.content, { type: 'application/octet-stream' });
  }
}

function dayOf(text: string, field: string): Day {
  if (!isDay(text)) throw new HttpProblem(422, 'invalid-fields', `${field}: "${text}" is not a day that exists.`, [{ severity: 'error', rule: 'day', message: 'expected YYYY-MM-DD', location: field }]);
  return text;
}
