import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  keepStatementProfile,
  removeStatementProfile,
  statementProfile,
  type OperationsContext,
} from '@lettrage/operations';
import { proposeStatementProfile } from '@lettrage/operations/pure';
import { StatementProfileStore } from '@lettrage/persistence';
import { IsBoolean, IsObject, IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { CalledBy } from '../http/policy.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';

class ProfileDto {
  @Optional({ description: 'What it is called; its id otherwise' }) @IsString() @Length(1, 100) name?: string;
  @ApiProperty({ description: 'As it was proposed, corrected', type: 'object', additionalProperties: true })
  @IsObject()
  profile!: Record<string, unknown>;
  @Optional({ description: 'In place of one of the same name' }) @IsBoolean() replace?: boolean;
}

/** Layouts of tables that a person confirmed: later files with the same header are read by them. */
@ApiTags('imports')
@Controller('v1/companies/:companyId/statement-profiles')
export class StatementProfilesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({ summary: 'Layouts of tables the company keeps', allow: 'read', answer: 'StatementProfile', list: 'whole' })
  async list(@Param('companyId') companyId: string) {
    return {
      items: await this.context.database.withCompany(companyId, (tx) => new StatementProfileStore(tx).list()),
    };
  }

  @Post('propose')
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'A layout for a CSV or Excel file nobody knows, to look at and confirm; stores nothing',
    allow: 'write',
    answer: 'ProposedProfile',
    query: { name: 'Name of the file, for messages' },
  })
  propose(@Param('companyId') _companyId: string, @Req() request: FastifyRequest, @Query('name') name?: string) {
    return spooled(this.context, request, uploadLimit(), async (file) => {
      const text = await proposeStatementProfile(this.context.adapters, file.path);
      const { check = [], ...profile } = JSON.parse(text) as { check?: string[] };
      return { file: nameOf(name ?? file.name, 'statement'), profile, check };
    });
  }

  @Post()
  @Route({
    summary: 'Confirms a layout: it is kept, and files with its header are read by it',
    allow: 'write',
    answer: 'StatementProfile',
    status: 201,
    once: true,
  })
  confirm(@Param('companyId') companyId: string, @Body() body: ProfileDto, @CalledBy() caller: Caller) {
    return keepStatementProfile(this.context, companyId, {
      profile: JSON.stringify(body.profile),
      by: caller.name,
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.replace === undefined ? {} : { replace: body.replace }),
    });
  }

  @Get(':id')
  @Route({ summary: 'One layout, by id or name', allow: 'read', answer: 'StatementProfile' })
  get(@Param('companyId') companyId: string, @Param('id') id: string) {
    return this.context.database.withCompany(companyId, (tx) => statementProfile(tx, id));
  }

  @Delete(':id')
  @Route({ summary: 'Deletes a layout; what was read by it stays', allow: 'write' })
  async remove(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    await this.context.database.withCompany(companyId, (tx) => removeStatementProfile(tx, id));
  }
}
