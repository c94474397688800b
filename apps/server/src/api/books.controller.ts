import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { JournalStore } from '@lettrage/persistence';
import { HttpProblem } from '../http/http-problem.js';
import { limitOf } from '../http/page.js';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

@ApiTags('books')
@Controller('v1/companies/:companyId')
export class BooksController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('events')
  @Allow('read')
  @ApiOperation({ summary: 'Billing events after a position, oldest first; see the event catalogue' })
  async events(@Param('companyId') companyId: string, @Query('after') after?: string, @Query('limit') limit?: string) {
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new HttpProblem(400, 'bad-position', 'after must be the position of an event.');
    const position = after === undefined ? 0 : Number.parseInt(after, 10);
    const items = await this.context.database.withCompany(companyId, (tx) => new JournalStore(tx).eventsAfter(position, limitOf(limit)));
    return { items, ...(items.length > 0 ? { next: String(items.at(-1)!.position) } : {}) };
  }
}
