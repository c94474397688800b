import { Body, Controller, Get, Inject, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import {
  invoiceStatuses,
  listPaymentReports,
  makePaymentReports,
  readPaymentReport,
  statusReport,
  type OperationsContext,
} from '@lettrage/operations';
import { isUuid } from '@lettrage/persistence';
import { IsBoolean } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/answer.js';
import { Optional, OptionalDay } from '../http/fields.js';
import { badParameter, notFound } from '../http/http-problem.js';
import { OPERATIONS } from '../tokens.js';

class PaymentReportDto {
  @OptionalDay('Periods that ended before it; today unless said') through?: string;
  @Optional({ description: 'Says what would be made, makes nothing' }) @IsBoolean() dryRun?: boolean;
}

/** What is told of receipts: statuses of invoices, payment reports (flux 10), and whether both agree with the books. */
@ApiTags('statuses')
@Controller('v1/companies/:companyId')
export class StatusesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('statuses')
  @Route({
    summary: 'Statuses of an electronic invoice, told and received, in the order they came',
    allow: 'read',
    answer: 'InvoiceStatus',
    list: 'whole',
    query: { number: 'Invoice number' },
  })
  async statuses(@Param('companyId') companyId: string, @Query('number') number?: string) {
    if (!number) throw badParameter('number', 'is needed: the number of an invoice.');
    return { items: await invoiceStatuses(this.context, companyId, number) };
  }

  @Get('statuses/report')
  @Route({
    summary: 'VAT released in a month against what was reported of it',
    allow: 'read',
    answer: 'StatusReport',
    query: { month: 'Such as 2026-10' },
  })
  report(@Param('companyId') companyId: string, @Query('month') month?: string) {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '')) throw badParameter('month', 'must be a month such as 2026-10.');
    return statusReport(this.context, companyId, month!);
  }

  @Get('payment-reports')
  @Route({
    summary: 'Payment reports (flux 10) made, with how far each got',
    allow: 'read',
    answer: 'PaymentReport',
    list: 'whole',
  })
  async reports(@Param('companyId') companyId: string) {
    return { items: await listPaymentReports(this.context, companyId) };
  }

  @Post('payment-reports')
  @Route({
    summary: 'Makes the payment reports (flux 10) of the periods that have ended, and those that replace changed ones',
    allow: 'write',
    answer: 'MadePaymentReports',
    once: true,
  })
  async make(@Param('companyId') companyId: string, @Body() body: PaymentReportDto) {
    const through = parseDay(body.through ?? this.context.now().toISOString().slice(0, 10));
    const made = await makePaymentReports(this.context, companyId, { through, dryRun: body.dryRun ?? false });
    return { reports: made.map(({ xml: _xml, ...report }) => report) };
  }

  @Get('payment-reports/:id/content')
  @Route({ summary: 'The file of a payment report', allow: 'read', file: 'application/xml' })
  async content(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = isUuid(id) ? await readPaymentReport(this.context, companyId, id) : undefined;
    if (!file) throw notFound('This payment report');
    void reply.header('content-disposition', `attachment; filename="${file.reference}.xml"`);
    return new StreamableFile(Buffer.from(file.xml), { type: 'application/xml' });
  }
}
