import { Body, Controller, Get, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import {
  cancelPaymentOrder,
  collect,
  importMandates,
  paymentOrder,
  paymentOrders,
  refund,
  type OperationsContext,
} from '@lettrage/operations';
import { MandateStore } from '@lettrage/persistence';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional, OptionalDay } from '../http/fields.js';
import { badParameter, HttpProblem, notFound } from '../http/http-problem.js';
import { limitOf, pageOf, placeOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';

class OrderDto {
  @ApiProperty({ enum: ['collection', 'refund'] }) @IsIn(['collection', 'refund']) kind!: 'collection' | 'refund';
  @Optional({ type: [String], description: 'Numbers; each must be payable' })
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  invoices?: string[];
  @Optional({ type: [String], description: 'Codes of customers' })
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  customers?: string[];
  @OptionalDay('Everything due by this day; what cannot be paid is listed') due?: string;
  @OptionalDay('Day of collection or payment; the earliest otherwise') day?: string;
  @Optional({ description: 'IBAN or id of our account; the only one in euros otherwise' })
  @IsString()
  @Length(1, 50)
  account?: string;
  @Optional({ description: 'pain.008.001.02, pain.008.001.08, pain.001.001.03 or pain.001.001.09' })
  @IsString()
  @Length(1, 30)
  format?: string;
  @Optional({ description: 'SEPA creditor identifier, instead of the setting creditorIdentifier' })
  @IsString()
  @Length(1, 35)
  creditorId?: string;
  @Optional({ description: 'Banking days the bank wants before a collection' })
  @IsInt()
  @Min(0)
  @Max(30)
  leadDays?: number;
  @Optional() @IsBoolean() dryRun?: boolean;
}

class CancelDto {
  @Optional({ description: 'One payment only' }) @IsString() @Length(1, 35) endToEndId?: string;
  @Optional() @IsString() @Length(1, 500) reason?: string;
}

class RevokeDto {
  @OptionalDay('Today otherwise') from?: string;
}

/** Files for the bank made of the books: direct debits and refunds, and the mandates of customers. */
@ApiTags('payments')
@Controller('v1/companies/:companyId')
export class PaymentOrdersController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post('payment-orders')
  @Route({
    summary: 'Makes a file for the bank of open items: direct debits (pain.008) or refunds (pain.001)',
    allow: 'write',
    answer: 'MadePaymentOrder',
    status: 201,
    once: true,
  })
  make(@Param('companyId') companyId: string, @Body() body: OrderDto, @CalledBy() caller: Caller) {
    const { kind, due, day, ...rest } = body;
    const request = {
      ...rest,
      ...(due === undefined ? {} : { due: parseDay(due) }),
      ...(day === undefined ? {} : { day: parseDay(day) }),
      by: caller.name,
    };
    return (kind === 'collection' ? collect : refund)(this.context, companyId, request);
  }

  @Get('payment-orders')
  @Route({
    summary: 'Files made of the books, the newest first, with what became of their payments',
    allow: 'read',
    answer: 'PaymentOrder',
    list: 'pages',
  })
  async list(@Param('companyId') companyId: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const size = limitOf(limit);
    const [after] = placeOf(cursor, ['uuid']) ?? [];
    const items = await this.context.database.withCompany(companyId, (tx) =>
      paymentOrders(tx, { limit: size, ...(after === undefined ? {} : { after }) }),
    );
    return pageOf(items, size, ({ id }) => [id]);
  }

  @Get('payment-orders/:id')
  @Route({ summary: 'One file, payment by payment', allow: 'read', answer: 'PaymentOrderDetail' })
  async get(@Param('companyId') companyId: string, @Param('id') id: string) {
    const { xml: _xml, ...order } = await this.find(companyId, id);
    return order;
  }

  @Get('payment-orders/:id/file')
  @Route({ summary: 'The file itself', allow: 'read', file: 'application/xml' })
  async file(@Param('companyId') companyId: string, @Param('id') id: string) {
    const { xml } = await this.find(companyId, id);
    return new StreamableFile(Buffer.from(xml), { type: 'application/xml', disposition: 'attachment' });
  }

  @Post('payment-orders/:id/cancel')
  @Route({
    summary: 'Takes a file back that was not handed over, or one payment the bank refused',
    allow: 'write',
    answer: 'CancelledPayments',
    once: true,
  })
  cancel(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() { endToEndId, reason }: CancelDto,
    @CalledBy() caller: Caller,
  ) {
    return this.context.database.withCompany(companyId, (tx) =>
      cancelPaymentOrder(tx, id, {
        by: caller.name,
        ...(endToEndId === undefined ? {} : { endToEndId }),
        ...(reason === undefined ? {} : { why: reason }),
      }),
    );
  }

  @Get('mandates')
  @Route({ summary: 'Direct-debit mandates of customers', allow: 'read', answer: 'Mandate', list: 'whole' })
  async mandates(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new MandateStore(tx).list()) };
  }

  @Post('mandates')
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary:
      'Imports mandates (CSV: customer_id, reference, iban, signed_on, debtor, bic, scheme, kind, last_collected_on, original_reference, revoked_on)',
    allow: 'write',
    answer: 'MandatesImport',
    query: { name: 'Name of the file, for messages', dryRun: 'true: reports what would change, changes nothing' },
  })
  async importMandates(
    @Param('companyId') companyId: string,
    @Req() request: FastifyRequest,
    @Query('name') name?: string,
    @Query('dryRun') dryRun = 'false',
  ) {
    if (dryRun !== 'true' && dryRun !== 'false') throw badParameter('dryRun', 'must be true or false.');
    const outcome = await spooled(this.context, request, uploadLimit(), (file) =>
      importMandates(this.context, companyId, file.path, {
        name: nameOf(name ?? file.name, 'mandates'),
        dryRun: dryRun === 'true',
      }),
    );
    if (outcome.refused)
      throw new HttpProblem(422, 'bad-mandates', `${outcome.file} has errors; nothing was stored.`, outcome.problems);
    return outcome;
  }

  @Post('mandates/:reference/revoke')
  @Route({ summary: 'From a day on nothing is collected by a mandate', allow: 'write', once: true })
  async revoke(
    @Param('companyId') companyId: string,
    @Param('reference') reference: string,
    @Body() { from = this.context.now().toISOString().slice(0, 10) }: RevokeDto,
  ): Promise<void> {
    const known = await this.context.database.withCompany(companyId, (tx) =>
      new MandateStore(tx).revoke(reference, parseDay(from)),
    );
    if (!known) throw notFound('This mandate');
  }

  private find(companyId: string, id: string) {
    return this.context.database.withCompany(companyId, (tx) => paymentOrder(tx, id));
  }
}
