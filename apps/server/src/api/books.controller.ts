import { Body, Controller, Get, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { billingOf, companyLogo, requestProjections, type OperationsContext } from '@lettrage/operations';
import {
  CustomerQueries,
  isUuid,
  ItemQueries,
  JournalStore,
  TaskStore,
  TransactionQueries,
  type ItemFilter,
  type TransactionState,
} from '@lettrage/persistence';
import { IsBoolean, IsIn, IsString, Length } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badParameter, notFound } from '../http/http-problem.js';
import { limitOf, listOf, oneOf, optionalUuid, pageOf, placeOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const TRANSACTION_STATES: readonly TransactionState[] = ['new', 'history', 'proposed', 'matched', 'set-aside', 'held'];
const ITEM_STATES = ['open', 'paid', 'disputed', 'overdue'] as const;
const ITEM_KINDS = ['invoice', 'credit-note', 'deposit'] as const;

class DisputeDto {
  @ApiProperty() @IsBoolean() disputed!: boolean;
  @Optional() @IsString() @Length(1, 500) reason?: string;
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
  @Route({
    summary: 'Bank lines with their decisions and evidence, by booking day',
    allow: 'read',
    answer: 'Transaction',
    list: 'pages',
    query: {
      state: `One or more of ${TRANSACTION_STATES.join(', ')}`,
      account: 'Id of a bank account',
      q: 'Words of the text, the counterparty or the amount',
    },
  })
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
    const after = placeOf(cursor, ['day', 'uuid']);
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new TransactionQueries(tx).list({
        limit: size,
        ...(states && { states }),
        ...(accountId && { accountId }),
        ...(text && { text }),
        ...(after && { after }),
      }),
    );
    return pageOf(items, size, (last) => [last.bookingDate, last.id]);
  }

  @Get('transactions/:id')
  @Route({ summary: 'One bank line with its decision and payment', allow: 'read', answer: 'Transaction' })
  async transaction(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(
      isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new TransactionQueries(tx).get(id))),
      'This line',
    );
  }

  @Get('items')
  @Route({
    summary: 'Invoices, credit notes and deposits, by due day',
    allow: 'read',
    answer: 'Item',
    list: 'pages',
    query: {
      state: `One of ${ITEM_STATES.join(', ')}`,
      kind: `One of ${ITEM_KINDS.join(', ')}`,
      customer: 'Id of a customer',
      number: 'Beginning of the number',
    },
  })
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
    const after = placeOf(cursor, ['day', 'uuid']);
    const filter: ItemFilter = {
      limit: limitOf(limit),
      ...(state && { state: oneOf(state, ITEM_STATES, 'state') }),
      ...(kind && { kind: oneOf(kind, ITEM_KINDS, 'kind') }),
      ...(customerId && { customerId }),
      ...(number && { number }),
      ...(after && { after }),
    };
    const items = await this.context.database.withCompany(companyId, (tx) => new ItemQueries(tx).list(filter));
    return pageOf(items, filter.limit, (last) => [last.dueDate, last.id]);
  }

  @Get('items/:id')
  @Route({ summary: 'One item with its allocations', allow: 'read', answer: 'ItemWithAllocations' })
  async item(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(
      isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new ItemQueries(tx).get(id))),
      'This item',
    );
  }

  @Get('items/:id/document')
  @Route({
    summary: 'The Factur-X of an invoice issued here',
    allow: 'read',
    file: 'application/pdf',
    query: { lang: 'fr or en' },
  })
  async document(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Query('lang') lang: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const [document, logo] = await this.context.database.withCompany(companyId, async (tx) => [
      isUuid(id) && (await new ItemQueries(tx).document(id)),
      await companyLogo(tx),
    ]);
    const invoice = found(document, 'A document of this item');
    const adapter = await this.context.adapters.open('invoice-facturx');
    try {
      const at = `${String(invoice['invoiceIssueDate'])}T00:00:00Z`;
      const { bytes } = await adapter.members.invoiceDocumentWriter!.write(invoice, {
        format: 'facturx',
        lang: lang === 'en' ? 'en' : 'fr',
        at,
        ...logo,
      });
      void reply.header(
        'content-disposition',
        `attachment; filename="${String(invoice['invoiceNumber']).replace(/[^\w.-]/g, '_')}.pdf"`,
      );
      return new StreamableFile(bytes, { type: 'application/pdf' });
    } finally {
      adapter.close();
    }
  }

  @Post('items/:id/dispute')
  @Route({ summary: 'Opens or closes a dispute of an item', allow: 'write', answer: 'Dispute', once: true })
  async dispute(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: DisputeDto,
    @CalledBy() caller: Caller,
  ) {
    if (!isUuid(id)) throw notFound('This item');
    const day = parseDay(this.context.now().toISOString().slice(0, 10));
    await this.context.database.withCompany(companyId, async (tx) => {
      await billingOf(this.context, tx).dispute({
        itemId: id,
        disputed: body.disputed,
        day,
        by: caller.name,
        ...(body.reason ? { reason: body.reason } : {}),
      });
      await requestProjections(tx);
    });
    return { id, disputed: body.disputed };
  }

  @Get('customers')
  @Route({
    summary: 'Customers, by code',
    allow: 'read',
    answer: 'Customer',
    list: 'pages',
    query: { q: 'Part of the name, or the beginning of the code' },
  })
  async customers(
    @Param('companyId') companyId: string,
    @Query('q') text?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const after = placeOf(cursor, ['text'])?.[0];
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new CustomerQueries(tx).list({ limit: size, ...(text && { text }), ...(after !== undefined && { after }) }),
    );
    return pageOf(items, size, (last) => [last.code]);
  }

  @Get('customers/:id')
  @Route({ summary: 'One customer', allow: 'read', answer: 'Customer' })
  async customer(@Param('companyId') companyId: string, @Param('id') id: string) {
    return found(
      isUuid(id) && (await this.context.database.withCompany(companyId, (tx) => new CustomerQueries(tx).get(id))),
      'This customer',
    );
  }

  @Get('events')
  @Route({
    summary: 'Billing events after a position, oldest first; see the event catalogue',
    allow: 'read',
    answer: 'Event',
    list: 'pages',
    query: { after: 'Position of the last event seen, also as cursor' },
  })
  async events(
    @Param('companyId') companyId: string,
    @Query('after') after?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const place = after ?? cursor ?? '0';
    if (!/^\d{1,15}$/.test(place)) {
      throw badParameter(after === undefined ? 'cursor' : 'after', 'must be the position of an event.');
    }
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new JournalStore(tx).eventsAfter(Number.parseInt(place, 10), size),
    );
    return { items, ...(items.length === size ? { next: String(items.at(-1)!.position) } : {}) };
  }

  @Get('tasks')
  @Route({
    summary: 'What a person has to do',
    allow: 'read',
    answer: 'Task',
    list: 'pages',
    query: { state: 'open (unless said otherwise), done or dismissed' },
  })
  async tasks(
    @Param('companyId') companyId: string,
    @Query('state') state?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const wanted = oneOf(state ?? 'open', ['open', 'done', 'dismissed'] as const, 'state');
    const after = placeOf(cursor, ['uuid'])?.[0];
    const size = limitOf(limit);
    const items = await this.context.database.withCompany(companyId, (tx) =>
      new TaskStore(tx).list({ state: wanted, limit: size, ...(after !== undefined && { after }) }),
    );
    return pageOf(items, size, (last) => [last.id]);
  }

  @Post('tasks/:id/close')
  @Route({ summary: 'A task is done, or dismissed', allow: 'write', answer: 'ClosedTask', once: true })
  async closeTask(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: CloseTaskDto,
    @CalledBy() caller: Caller,
  ) {
    const done =
      isUuid(id) &&
      (await this.context.database.withCompany(companyId, (tx) =>
        new TaskStore(tx).close(id, body.state, caller.name),
      ));
    if (!done) throw notFound('This open task');
    return { id, state: body.state };
  }
}

function found<T>(value: T | undefined | false, what: string): T {
  if (value === undefined || value === false) throw notFound(what);
  return value;
}
