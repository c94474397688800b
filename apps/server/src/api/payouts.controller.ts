import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  assignMovement,
  bookPayoutOnLine,
  importPayouts,
  listPayouts,
  payoutDetail,
  payoutsRefused,
  placeOfPayout,
  readCompany,
  takePayoutBack,
  type OperationsContext,
} from '@lettrage/operations';
import { parseDay } from '@lettrage/domain';
import { IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badParameter, HttpProblem } from '../http/http-problem.js';
import { limitOf, oneOf, pageOf, placeOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';

class BookPayoutDto {
  @ApiProperty({ description: 'Id or reference of the bank line' }) @IsString() @Length(1, 200) line!: string;
}

class TakeBackPayoutDto {
  @Optional() @IsString() @Length(1, 500) reason?: string;
}

class AssignMovementDto {
  @ApiProperty({ description: 'Id of the charge, refund or dispute at the provider' })
  @IsString()
  @Length(1, 200)
  movement!: string;
  @Optional({ description: 'Number of the invoice or credit note it pays' })
  @IsString()
  @Length(1, 200)
  invoice?: string;
  @Optional({ description: 'Code of the customer on whose account it lies, or whose invoice is meant' })
  @IsString()
  @Length(1, 200)
  customer?: string;
}

/** What payment providers pay out: their reports, the bank lines they explain, and what a person must say. */
@ApiTags('payouts')
@Controller('v1/companies/:companyId/payouts')
export class PayoutsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({
    summary: 'Stored payouts, newest arrival first',
    allow: 'read',
    answer: 'Payout',
    list: 'pages',
    query: { state: 'waiting or booked; both unless said otherwise' },
  })
  async list(
    @Param('companyId') companyId: string,
    @Query('state') state?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const size = limitOf(limit);
    const place = placeOf(cursor, ['day', 'uuid']);
    const wanted = state === undefined ? undefined : oneOf(state, ['waiting', 'booked'] as const, 'state');
    const items = await this.context.database.withCompany(companyId, (tx) =>
      listPayouts(tx, {
        limit: size,
        ...(wanted === undefined ? {} : { waiting: wanted === 'waiting' }),
        ...(place === undefined ? {} : { after: { arrival: parseDay(place[0]), id: place[1] } }),
      }),
    );
    return pageOf(items, size, placeOfPayout);
  }

  @Post()
  @ApiConsumes('text/csv', 'application/octet-stream', 'application/zip', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Imports a report of Stripe, PayPal, SumUp or GoCardless: what payouts are made of',
    allow: 'write',
    answer: 'PayoutsImport',
    query: {
      name: 'Name of the file, for messages',
      format: 'stripe, paypal, sumup or gocardless, where the header does not tell',
      dryRun: 'true: reports what would be stored, stores nothing',
    },
  })
  async import(
    @Param('companyId') companyId: string,
    @Req() request: FastifyRequest,
    @Query() query: Readonly<Record<string, string | undefined>>,
  ) {
    const dryRun = query['dryRun'] ?? 'false';
    if (dryRun !== 'true' && dryRun !== 'false') throw badParameter('dryRun', 'must be true or false.');
    const { settings } = await this.context.database.withCompany(companyId, (tx) => readCompany(tx));
    const report = await spooled(this.context, request, uploadLimit(settings), (file) =>
      importPayouts(this.context, companyId, file.path, {
        name: nameOf(query['name'] ?? file.name, 'payouts'),
        dryRun: dryRun === 'true',
        ...(query['format'] ? { format: query['format'] } : {}),
      }),
    );
    if (payoutsRefused(report) && report.payouts.every(({ state }) => state === 'differs'))
      throw new HttpProblem(422, 'bad-payouts', `${report.file} has errors; nothing was stored.`, report.problems);
    return report;
  }

  @Get(':payout')
  @Route({
    summary: 'A payout with its movements and, while it waits, the bank lines of its amount',
    allow: 'read',
    answer: 'PayoutDetail',
  })
  detail(@Param('companyId') companyId: string, @Param('payout') payout: string) {
    return this.context.database.withCompany(companyId, (tx) => payoutDetail(tx, payout));
  }

  @Post(':payout/book')
  @Route({
    summary: 'Books a payout on a bank line: receipts at gross, fees, and what they settle',
    allow: 'write',
    answer: 'PayoutBooked',
    once: true,
  })
  book(
    @Param('companyId') companyId: string,
    @Param('payout') payout: string,
    @Body() { line }: BookPayoutDto,
    @CalledBy() caller: Caller,
  ) {
    return bookPayoutOnLine(this.context, companyId, { payout, line }, caller.name);
  }

  @Post(':payout/assign')
  @Route({
    summary: 'Says what a movement that waits in suspense pays',
    allow: 'write',
    answer: 'MovementAssigned',
    once: true,
  })
  assign(
    @Param('companyId') companyId: string,
    @Param('payout') payout: string,
    @Body() { movement, invoice, customer }: AssignMovementDto,
    @CalledBy() caller: Caller,
  ) {
    const target = { ...(invoice === undefined ? {} : { invoice }), ...(customer === undefined ? {} : { customer }) };
    return assignMovement(this.context, companyId, { payout, item: movement, ...target }, caller.name);
  }

  @Post(':payout/take-back')
  @Route({
    summary: 'Takes a booked payout back: its line returns to review, its receipts are withdrawn, the report waits',
    allow: 'write',
    answer: 'PayoutTakenBack',
    once: true,
  })
  takeBack(
    @Param('companyId') companyId: string,
    @Param('payout') payout: string,
    @Body() { reason }: TakeBackPayoutDto,
    @CalledBy() caller: Caller,
  ) {
    return takePayoutBack(this.context, companyId, payout, {
      by: caller.name,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
