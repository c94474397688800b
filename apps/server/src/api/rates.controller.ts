import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import {
  addExchangeRate,
  erasePerson,
  listExchangeRates,
  revalueItems,
  type OperationsContext,
} from '@lettrage/operations';
import { IsBoolean, IsString, Length, Matches } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { DayField, Optional } from '../http/fields.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class RateDto {
  @ApiProperty({ example: 'USD' }) @IsString() @Matches(/^[A-Z]{3}$/) currency!: string;
  @ApiProperty({ description: 'Units of it for one of the books, as central banks publish it', example: '1.0832' })
  @IsString()
  @Length(1, 20)
  value!: string;
  @DayField() from!: string;
  @Optional({ description: 'Where it is from; person unless said' }) @IsString() @Length(1, 50) source?: string;
}

/** Rates that items and payments of other currencies are booked at. */
@ApiTags('setup')
@Controller('v1/companies/:companyId/rates')
export class RatesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({ summary: 'Exchange rates known, latest first', allow: 'read', answer: 'Rate', list: 'whole' })
  async list(@Param('companyId') companyId: string) {
    return { items: await listExchangeRates(this.context, companyId) };
  }

  @Post()
  @Route({
    summary: 'Makes a rate known from a day on; a rate that is there is never changed',
    allow: 'write',
    answer: 'Rate',
    once: true,
  })
  async add(@Param('companyId') companyId: string, @Body() body: RateDto) {
    const rate = { ...body, from: parseDay(body.from), source: body.source ?? 'person' };
    await addExchangeRate(this.context, companyId, rate);
    return rate;
  }
}

class RevaluationDto {
  @DayField('Last day of the financial year; rates of that day must be known') closing!: string;
  @Optional({ description: 'Books nothing, and says what would be' }) @IsBoolean() dryRun?: boolean;
  @Optional({ description: 'Takes the revaluation of that closing back' }) @IsBoolean() takeBack?: boolean;
}

/** What is open in other currencies at the end of a financial year. */
@ApiTags('books')
@Controller('v1/companies/:companyId/revaluations')
export class RevaluationsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @Route({
    summary: 'Values what is open in other currencies at the end of a year: 476, 477 and the provision for losses',
    allow: 'write',
    answer: 'Revaluation',
    once: true,
  })
  revalue(@Param('companyId') companyId: string, @Body() body: RevaluationDto, @CalledBy() caller: Caller) {
    return revalueItems(this.context, companyId, { ...body, closing: parseDay(body.closing), by: caller.name });
  }
}

/** What is asked of whoever keeps people's data. */
@ApiTags('books')
@Controller('v1/companies/:companyId/customers/:id/erase')
export class ErasureController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @Route({
    summary: "Erases a person's data: name, address, bank accounts, what his bank lines and events say",
    allow: 'admin',
    answer: 'ErasedCustomer',
    once: true,
  })
  erase(@Param('companyId') companyId: string, @Param('id') id: string) {
    return erasePerson(this.context, companyId, id);
  }
}
