import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { assignInboxStatement, type OperationsContext } from '@lettrage/operations';
import { InboxStore, isUuid } from '@lettrage/persistence';
import { IsUUID } from 'class-validator';
import { Route } from '../http/answer.js';
import { notFound } from '../http/http-problem.js';
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
  @Route({ summary: 'Statements of unknown accounts', allow: 'read', answer: 'InboxStatement', list: 'whole' })
  async list(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new InboxStore(tx).list()) };
  }

  @Post(':id/assign')
  @Route({
    summary: 'Says whose account it is: the statement is imported there',
    allow: 'write',
    answer: 'AssignedStatement',
    once: true,
  })
  assign(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: AssignDto) {
    if (!isUuid(id)) throw notFound('This statement');
    return assignInboxStatement(this.context, companyId, id, body.accountId);
  }

  @Delete(':id')
  @Route({ summary: 'Deletes a waiting statement', allow: 'write' })
  async remove(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    const done =
      isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new InboxStore(tx).remove(id)));
    if (!done) throw notFound('This statement');
  }
}
