import { Body, Controller, Get, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { addBankAccount, addCompany, changeCompany, companySummary, listCompanies, readCompany, type OperationsContext } from '@lettrage/operations';
import { BankAccountStore } from '@lettrage/persistence';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { Caller } from '../http/caller.js';
import { HttpProblem } from '../http/http-problem.js';
import { Allow, CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

class CompanyDto {
  @ApiProperty() @IsString() @Length(1, 200) name!: string;
  @ApiPropertyOptional({ description: '9 digits' }) @IsOptional() @Matches(/^\d{9}$/) siren?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(4, 20) vatNumber?: string;
  @ApiPropertyOptional({ description: 'ISO 4217' }) @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiPropertyOptional({ description: 'MM-DD' }) @IsOptional() @Matches(/^\d{2}-\d{2}$/) fiscalYearEnd?: string;
  @ApiPropertyOptional({ description: 'YYYY-MM-DD; earlier lines are history' }) @IsOptional() @Matches(DAY) cutOverDay?: string;
  @ApiPropertyOptional({ enum: ['propose', 'auto'] }) @IsOptional() @IsIn(['propose', 'auto']) posting?: 'propose' | 'auto';
  @ApiPropertyOptional() @IsOptional() @IsBoolean() booksComplete?: boolean;
}

class CompanyChangesDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 200) name?: string;
  @ApiPropertyOptional({ enum: ['propose', 'auto'] }) @IsOptional() @IsIn(['propose', 'auto']) posting?: 'propose' | 'auto';
  @ApiPropertyOptional() @IsOptional() @IsBoolean() booksComplete?: boolean;
  @ApiPropertyOptional({ description: 'YYYY-MM-DD; closes the books up to this day' }) @IsOptional() @Matches(DAY) lockedThrough?: string;
  @ApiPropertyOptional({ description: 'Merged key by key' }) @IsOptional() @IsObject() settings?: Record<string, unknown>;
}

class BankAccountDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(5, 50) iban?: string;
  @ApiPropertyOptional({ description: 'For accounts without an IBAN' }) @IsOptional() @IsString() @Length(1, 50) number?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(8, 11) bic?: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 100) label?: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z0-9]{1,10}$/) journal?: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^\d{3}[0-9A-Za-z]{0,17}$/) ledgerAccount?: string;
}

@ApiTags('companies')
@Controller('v1/companies')
export class CompaniesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Allow('signed-in')
  @ApiOperation({ summary: 'The companies the caller may see' })
  async list(@CalledBy() caller: Caller) {
    return { items: (await listCompanies(this.context)).filter((company) => caller.companies.has(company.id)) };
  }

  @Post()
  @Allow('admin')
  @ApiOperation({ summary: 'Adds a company; it starts by proposing only' })
  async add(@Body() body: CompanyDto) {
    const { cutOverDay, ...rest } = body;
    const id = await addCompany(this.context, { ...rest, ...(cutOverDay ? { cutOverDay: parseDay(cutOverDay) } : {}) });
    return { id, name: body.name };
  }

  @Get(':companyId')
  @Allow('read')
  @ApiOperation({ summary: 'One company with its settings' })
  get(@Param('companyId') companyId: string) {
    return this.context.database.withCompany(companyId, (tx) => readCompany(tx));
  }

  @Patch(':companyId')
  @Allow('admin')
  @ApiOperation({ summary: 'Changes a company' })
  change(@Param('companyId') companyId: string, @Body() body: CompanyChangesDto) {
    const { lockedThrough, ...rest } = body;
    return changeCompany(this.context, companyId, { ...rest, ...(lockedThrough ? { lockedThrough: parseDay(lockedThrough) } : {}) });
  }

  @Get(':companyId/summary')
  @Allow('read')
  @ApiOperation({ summary: 'Where the company stands' })
  summary(@Param('companyId') companyId: string) {
    return companySummary(this.context, companyId);
  }

  @Get(':companyId/bank-accounts')
  @Allow('read')
  @ApiOperation({ summary: 'Bank accounts' })
  async accounts(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).list()) };
  }

  @Post(':companyId/bank-accounts')
  @Allow('admin')
  @ApiOperation({ summary: 'Adds a bank account; its statements are routed to the company' })
  addAccount(@Param('companyId') companyId: string, @Body() body: BankAccountDto) {
    if (!body.iban && !body.number) {
      throw new HttpProblem(422, 'invalid-fields', 'A bank account needs an iban or a number.', [
        { severity: 'error', rule: 'required', message: 'iban or number is required', location: 'iban' },
      ]);
    }
    return addBankAccount(this.context, companyId, body);
  }
}
