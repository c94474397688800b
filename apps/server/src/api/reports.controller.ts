import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isDay, type Day } from '@lettrage/domain';
import {
  bankReconciliation,
  indicators,
  letteringCsv,
  letteringList,
  reconciliationCsv,
  reconciliationPdf,
  type BankReconciliation,
  type OperationsContext,
} from '@lettrage/operations';
import { Route } from '../http/answer.js';
import { badField } from '../http/http-problem.js';
import { OPERATIONS } from '../tokens.js';

const QUERY = {
  account: 'IBAN, number, id, label or ledger account of the bank account; the only one otherwise',
  to: 'Last day',
};
const PERIOD = { from: 'First day', to: 'Last day' };
const IN_LANGUAGE = { ...QUERY, lang: 'en or fr' };

/** Statements an accountant files. */
@ApiTags('reports')
@Controller('v1/companies/:companyId/reports')
export class ReportsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('bank-reconciliation')
  @Route({
    summary: 'The bank reconciliation statement of an account as of a day',
    allow: 'read',
    answer: 'BankReconciliation',
    query: QUERY,
  })
  json(@Param('companyId') companyId: string, @Query('account') account?: string, @Query('to') to?: string) {
    return this.report(companyId, account, to);
  }

  @Get('bank-reconciliation.csv')
  @Route({ summary: 'The statement as CSV', allow: 'read', file: 'text/csv', query: IN_LANGUAGE })
  async csv(
    @Param('companyId') companyId: string,
    @Query('account') account?: string,
    @Query('to') to?: string,
    @Query('lang') lang?: string,
  ) {
    const text = reconciliationCsv(await this.report(companyId, account, to), lang === 'fr' ? 'fr' : 'en');
    return new StreamableFile(Buffer.from(text), { type: 'text/csv; charset=utf-8', disposition: 'attachment' });
  }

  @Get('bank-reconciliation.pdf')
  @Route({ summary: 'The statement as PDF', allow: 'read', file: 'application/pdf', query: IN_LANGUAGE })
  async pdf(
    @Param('companyId') companyId: string,
    @Query('account') account?: string,
    @Query('to') to?: string,
    @Query('lang') lang?: string,
  ) {
    const report = await this.report(companyId, account, to);
    const bytes = await reconciliationPdf(report, lang === 'fr' ? 'fr' : 'en', this.context.now());
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: 'attachment' });
  }

  @Get('lettering')
  @Route({
    summary: 'Letters given and lifted in a period, each third-party line with the number of its invoice',
    allow: 'read',
    answer: 'LetteredLine',
    list: 'whole',
    query: PERIOD,
  })
  async lettering(@Param('companyId') companyId: string, @Query('from') from?: string, @Query('to') to?: string) {
    return { items: await letteringList(this.context, companyId, periodOf(from, to)) };
  }

  @Get('lettering.csv')
  @Route({
    summary: 'The letters of a period as CSV, for books kept in another program',
    allow: 'read',
    file: 'text/csv',
    query: { ...PERIOD, lang: 'en or fr' },
  })
  async letteringFile(
    @Param('companyId') companyId: string,
    @Query('from') from?: string,
    @Query('to') to?: string,
    @Query('lang') lang?: string,
  ) {
    const list = await letteringList(this.context, companyId, periodOf(from, to));
    const text = letteringCsv(list, lang === 'fr' ? 'fr' : 'en');
    return new StreamableFile(Buffer.from(text), { type: 'text/csv; charset=utf-8', disposition: 'attachment' });
  }

  @Get('indicators')
  @Route({
    summary: 'What customers owe and how they pay as of a day: aging, DSO, delays, cash forecast',
    allow: 'read',
    answer: 'Indicators',
    query: { asOf: 'Any day; today otherwise' },
  })
  indicators(@Param('companyId') companyId: string, @Query('asOf') asOf?: string) {
    return indicators(this.context, companyId, dayOf(asOf ?? this.context.now().toISOString().slice(0, 10), 'asOf'));
  }

  private report(companyId: string, account: string | undefined, to: string | undefined): Promise<BankReconciliation> {
    return bankReconciliation(this.context, companyId, { to: dayOf(to), ...(account ? { account } : {}) });
  }
}

function dayOf(text: string | undefined, field = 'to'): Day {
  if (text === undefined || !isDay(text)) throw badField(field, 'must be a day that exists (YYYY-MM-DD)');
  return text;
}

function periodOf(from: string | undefined, to: string | undefined): { readonly from: Day; readonly to: Day } {
  const period = { from: dayOf(from, 'from'), to: dayOf(to) };
  if (period.to < period.from) throw badField('to', `must not be before from (${period.from})`);
  return period;
}
