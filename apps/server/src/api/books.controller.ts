import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { billingOf, requestProjections, type OperationsContext } from '@lettrage/operations';
import { CustomerQueries, isUuid, ItemQueries, JournalStore, TaskStore, TransactionQueries, type ItemFilter, type TransactionState } from '@lettrage/persistence';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../http/caller.js';
import { HttpProblem, notFound } from '../http/http-problem.js';
import { cursorOf, limitOf, placeOf, type Page } from '../http/page.js';
import { Allow, CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const TRANSACTION_STATES: readonly TransactionState[] = ['new', 'history', 'proposed', 'matched', 'set-aside', 'held'];
const ITEM_STATES = ['open', 'paid', 'disputed', 'overdue'] as const;
const ITEM_KINDS = ['invoice', 'credit-note', 'deposit'] as const;

class DisputeDto {
  @ApiProperty() @IsBoolean() disputed!: boolean;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 500) reason?: string;
}

class CloseTaskDto {
  @ApiProperty({ enum: ['done', 'dismissed'] }) @IsIn(['done', 'dismissed']) state!: 'done' | 'dismissed';
}

/** Lists and single objects of the books; filters are allow-listed, cursors opaque. */
@ApiTags('books')
@Controller('v1/companies/:companyId')
export class BooksController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('transactions')
  @Allow('read')
  @ApiOperation({ summary: 'Bank lines with their decisions and evidence, by booking day' })
  async transactions(
    @Param('companyId') companyId: string,
    @Query('state') state?: string,
    @Query('account') account?: string,
    @Query('q') text?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const states = listOf(state, TRANSACTION_STATES, 'state');
    const accountId = optionalUuid(account, 'account');
    const after = placeOf(cursor, 2) as [string, string] | undefined;
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new TransactionQueries(tx).list({ limit: size, ...(states && { states }), ...(accountId && { accountId }), ...(text && { text }), ...(after && { after }) }),
    );
    return page(items, size, (last) => [last.bookingDate, last.id]);
  }

  @Get('transactions/:id')
  @Allow('read')
  @ApiOperation({ summary: 'One bank line with its decision and payment' })
  async transaction(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new TransactionQueries(tx).get(id))), 'This line');
  }

  @Get('items')
  @Allow('read')
  @ApiOperation({ summary: 'Invoices, credit notes and deposits, by due day' })
  async items(
    @Param('companyId') companyId: string,
    @Query('state') state?: string,
    @Query('kind') kind?: string,
    @Query('customer') customer?: string,
    @Query('number') number?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const customerId = optionalUuid(customer, 'customer');
    const after = placeOf(cursor, 2) as [string, string] | undefined;
    const filter: ItemFilter = {
      limit: limitOf(limit),
      ...(state && { state: oneOf(state, ITEM_STATES, 'state') }),
      ...(kind && { kind: oneOf(kind, ITEM_KINDS, 'kind') }),
      ...(customerId && { customerId }),
      ...(number && { number }),
      ...(after && { after }),
    };
    const items = await this.context.database.withCompany(companyId, (tx) => new ItemQueries(tx).list(filter));
    return page(items, filter.limit, (last) => [last.dueDate, last.id]);
  }

  @Get('items/:id')
  @Allow('read')
  @ApiOperation({ summary: 'One item with its allocations' })
  async item(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new ItemQueries(tx).get(id))), 'This item');
  }

  @Get('items/:id/document')
  @Allow('read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The Factur-X of an invoice issued here' })
  async document(@Param('companyId') companyId: string, @Param('id') id: string, @Query('lang') lang: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    const invoice = found(isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new ItemQueries(tx).document(id))), 'A document of this item');
    const adapter = await this.context.adapters.open('invoice-facturx');
    try {
      const at = `${String(invoice['invoiceIssueDate'])}T00:00:00Z`;
      const { bytes } = await adapter.members.invoiceDocumentWriter!.write(invoice, { format: 'facturx', lang: lang === 'en' ? 'en' : 'fr', at });
      void reply.header('content-disposition', `attachment; filename="${String(invoice['invoiceNumber']).replace(/[^\w.-]/g, '_')}.pdf"`);
      return new StreamableFile(bytes, { type: 'application/pdf' });
    } finally {
      adapter.close();
    }
  }

  @Post('items/:id/dispute')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Opens or closes a dispute of an item' })
  async dispute(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: DisputeDto, @CalledBy() caller: Caller) {
    if (!isUuid(id)) throw notFound('This item');
    const day = parseDay(this.context.now().toISOString().slice(0, 10));
    await this.context.database.withCompany(companyId, async (tx) => {
      await billingOf(this.context, tx).dispute({ itemId: id, disputed: body.disputed, day, by: caller.name, ...(body.reason ? { reason: body.reason } : {}) });
      await requestProjections(tx);
    });
    return { id, disputed: body.disputed };
  }

  @Get('customers')
  @Allow('read')
  @ApiOperation({ summary: 'Customers, by code' })
  async customers(@Param('companyId') companyId: string, @Query('q') text?: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const after = placeOf(cursor, 1)?.[0];
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new CustomerQueries(tx).list({ limit: size, ...(text && { text }), ...(typeof after === 'string' && { after }) }),
    );
    return page(items, size, (last) => [last.code]);
  }

  @Get('customers/:id')
  @Allow('read')
  @ApiOperation({ summary: 'One customer' })
  async customer(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new CustomerQueries(tx).get(id))), 'This customer');
  }

  @Get('events')
  @Allow('read')
  @ApiOperation({ summary: 'Billing events after a position, oldest first; see the event catalogue' })
  async events(@Param('companyId') companyId: string, @Query('after') after?: string, @Query('limit') limit?: string) {
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new HttpProblem(400, 'bad-position', 'after must be the position of an event.');
    const position = after === undefined ? 0 : Number.parseInt(after, 10);
    const items = await this.context.database.withCompany(companyId, (tx) => new JournalStore(tx).eventsAfter(position, limitOf(limit)));
    return { items, ...(items.length > 0 ? { next: String(items.at(-1)!.position) } : {}) };
  }

  @Get('tasks')
  @Allow('read')
  @ApiOperation({ summary: 'What a person has to do' })
  async tasks(@Param('companyId') companyId: string, @Query('state') state?: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const wanted = oneOf(state ?? 'open', ['open', 'done', 'dismissed'] as const, 'state');
    const after = placeOf(cursor, 1)?.[0];
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new TaskStore(tx).list({ state: wanted, limit: size, ...(typeof after === 'string' && { after }) }),
    );
    return page(items, size, (last) => [last.id]);
  }

  @Post('tasks/:id/close')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'A task is done, or dismissed' })
  async closeTask(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: CloseTaskDto, @CalledBy() caller: Caller) {
    const done = isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new TaskStore(tx).close(id, body.state, caller.name)));
    if (!done) throw notFound('This open task');
    return { id, state: body.state };
  }
}

function page<T>(items: readonly T[], size: number, place: (last: T) => (string | number)[]): Page<T> {
  const last = items.at(-1);
  return { items, ...(last !== undefined && items.length === size ? { next: cursorOf(place(last)) } : {}) };
}

function found<T>(value: T | undefined | false, what: string): T {
  if (value === undefined || value === false) throw notFound(what);
  return value;
}

function oneOf<T extends string>(text: string, known: readonly T[], field: string): T {
  const value = known.find((each) => each === text);
  if (value === undefined) throw new HttpProblem(400, `bad-${field}`, `${field} must be one of ${known.join(', ')}.`);
  return value;
}

function listOf<T extends string>(text: string | undefined, known: readonly T[], field: string): T[] | undefined {
  return text === undefined ? undefined : text.split(',').map((each) => oneOf(each, known, field));
}

function optionalUuid(text: string | undefined, field: string): string | undefined {
  if (text === undefined || isUuid(text)) return text;
  throw new HttpProblem(400, `bad-${field}`, `${field} must be a UUID.`);
}
