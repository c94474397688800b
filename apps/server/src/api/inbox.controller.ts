import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { assignInboxStatement, type OperationsContext } from '@lettrage/operations';
import { InboxStore, isUuid } from '@lettrage/persistence';
import { IsUUID } from 'class-validator';
import { notFound } from '../http/http-problem.js';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class AssignDto {
  @ApiProperty({ description: 'Bank account the statement belongs to' }) @IsUUID() accountId!: string;
}

/** Statements of accounts nobody has added wait here, whole. */
@ApiTags('imports')
@Controller('v1/companies/:companyId/inbox')
export class InboxController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Allow('read')
  @ApiOperation({ summary: 'Statements of unknown accounts' })
  async list(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new InboxStore(tx).list()) };
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Says whose account it is: the statement is imported there' })
  assign(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: AssignDto) {
    if (!isUuid(id)) throw notFound('This statement');
    return assignInboxStatement(this.context, companyId, id, body.accountId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('write')
  @ApiOperation({ summary: 'Deletes a waiting statement' })
  async remove(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    const done = isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new InboxStore(tx).remove(id)));
    if (!done) throw notFound('This statement');
  }
}
