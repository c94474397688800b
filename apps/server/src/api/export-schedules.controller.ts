import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  addExportSchedule,
  listExportSchedules,
  removeExportSchedule,
  runExportSchedule,
  type OperationsContext,
} from '@lettrage/operations';
import { SCHEDULE_PERIODS, type SchedulePeriod } from '@lettrage/persistence';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsInt, IsObject, IsString, Length, Max, Min } from 'class-validator';
import { Route } from '../http/answer.js';
import { Optional } from '../http/fields.js';
import { OPERATIONS } from '../tokens.js';
import { optionsOf } from './exports.controller.js';

const EVERY = ['day', 'week', 'month'] as const;

class ScheduleDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;
  @ApiProperty({ description: 'Format id, such as fec' }) @IsString() @Length(1, 50) format!: string;
  @ApiProperty({ enum: EVERY }) @IsIn([...EVERY]) every!: (typeof EVERY)[number];
  @Optional({ description: '1 (Monday) to 7 of a week, 1 to 28 of a month; 1 unless said' })
  @IsInt()
  @Min(1)
  @Max(28)
  onDay?: number;
  @ApiProperty({ enum: SCHEDULE_PERIODS }) @IsIn([...SCHEDULE_PERIODS]) period!: SchedulePeriod;
  @Optional({ description: 'Below the folder of exports; without it the file waits to be fetched' })
  @IsString()
  @Length(1, 200)
  folder?: string;
  @Optional({ description: 'Sends it by this connection (id or name), such as one of mail' })
  @IsString()
  @Length(1, 100)
  connection?: string;
  @Optional({ description: 'Whom the mail is for' }) @IsEmail() recipient?: string;
  @Optional({ description: 'Of a transfer: which program or office takes the entries over' })
  @IsString()
  @Length(1, 50)
  transferTo?: string;
  @Optional({ type: [String] }) @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) journals?: string[];
  @Optional({ type: 'object', additionalProperties: { type: 'string' } }) @IsObject() options?: Record<string, unknown>;
}

/** Exports the server makes by itself. */
@ApiTags('exports')
@Controller('v1/companies/:companyId/export-schedules')
export class ExportSchedulesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({ summary: 'Scheduled exports and how they went', allow: 'read', answer: 'ExportSchedule', list: 'whole' })
  async list(@Param('companyId') companyId: string) {
    return { items: await listExportSchedules(this.context, companyId) };
  }

  @Post()
  @Route({ summary: 'Schedules an export', allow: 'admin', answer: 'ExportSchedule', status: 201, once: true })
  async add(@Param('companyId') companyId: string, @Body() body: ScheduleDto) {
    const { options, folder, connection, recipient, onDay = 1, ...rest } = body;
    const place = folder === undefined ? { target: 'download' as const } : { target: 'folder' as const, folder };
    const by =
      connection === undefined
        ? place
        : { target: 'connection' as const, connection, ...(recipient === undefined ? {} : { recipient }) };
    const wanted = { ...rest, onDay, ...by, options: optionsOf(options) };
    return { ...(await addExportSchedule(this.context, companyId, wanted)), runs: [] };
  }

  @Post(':id/run')
  @Route({ summary: 'Runs a scheduled export now', allow: 'write', answer: 'ExportRun', once: true })
  run(@Param('companyId') companyId: string, @Param('id') id: string) {
    return runExportSchedule(this.context, companyId, id);
  }

  @Delete(':id')
  @Route({ summary: 'Removes a scheduled export; what it exported stays', allow: 'admin' })
  async remove(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    await removeExportSchedule(this.context, companyId, id);
  }
}
