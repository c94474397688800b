import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import { isSiren, parseDay } from '@lettrage/domain';
import {
  accountChain,
  addBankAccount,
  addCompany,
  changeCompany,
  companySummary,
  importCompanies,
  listCompanies,
  readCompany,
  type OperationsContext,
} from '@lettrage/operations';
import { BankAccountStore, isUuid } from '@lettrage/persistence';
import { IsBoolean, IsIn, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional, OptionalDay } from '../http/fields.js';
import { badField, HttpProblem, notFound } from '../http/http-problem.js';
import { CalledBy } from '../http/policy.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';
import { firmOf } from './firm-of.js';

class CompanyDto {
  @ApiProperty() @IsString() @Length(1, 200) name!: string;
  @Optional({ description: '9 digits' }) @Matches(/^\d{9}$/) siren?: string;
  @Optional() @IsString() @Length(4, 20) vatNumber?: string;
  @Optional({ description: 'ISO 4217' }) @Matches(/^[A-Z]{3}$/) currency?: string;
  @Optional({ description: 'MM-DD' }) @Matches(/^\d{2}-\d{2}$/) fiscalYearEnd?: string;
  @OptionalDay('Earlier lines are history') cutOverDay?: string;
  @Optional({ enum: ['propose', 'auto'] }) @IsIn(['propose', 'auto']) posting?: 'propose' | 'auto';
  @Optional() @IsBoolean() booksComplete?: boolean;
  @Optional({ description: 'See docs/settings.md', type: 'object', additionalProperties: true })
  @IsObject()
  settings?: Record<string, unknown>;
  @Optional({ description: 'Which firm, for who administers several' }) @IsUUID() firmId?: string;
}

class CompanyChangesDto {
  @Optional() @IsString() @Length(1, 200) name?: string;
  @Optional({ description: '9 digits' }) @Matches(/^\d{9}$/) siren?: string;
  @Optional() @IsString() @Length(4, 20) vatNumber?: string;
  @Optional({ enum: ['propose', 'auto'] }) @IsIn(['propose', 'auto']) posting?: 'propose' | 'auto';
  @Optional() @IsBoolean() booksComplete?: boolean;
  @OptionalDay('Closes the books up to this day') lockedThrough?: string;

  @Optional({ description: 'Merged key by key; see docs/settings.md', type: 'object', additionalProperties: true })
  @IsObject()
  settings?: Record<string, unknown>;
}

class BankAccountDto {
  @Optional() @IsString() @Length(5, 50) iban?: string;
  @Optional({ description: 'For accounts without an IBAN' }) @IsString() @Length(1, 50) number?: string;
  @Optional() @IsString() @Length(8, 11) bic?: string;
  @Optional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @Optional() @IsString() @Length(1, 100) label?: string;
  @Optional() @Matches(/^[A-Z0-9]{1,10}$/) journal?: string;
  @Optional() @Matches(/^\d{3}[0-9A-Za-z]{0,17}$/) ledgerAccount?: string;
}

@ApiTags('companies')
@Controller('v1/companies')
export class CompaniesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({ summary: 'The companies the caller may see', allow: 'signed-in', answer: 'ListedCompany', list: 'whole' })
  async list(@CalledBy() caller: Caller) {
    return { items: await listCompanies(this.context, new Set(caller.companies.keys())) };
  }

  @Post()
  @Route({
    summary: 'Adds a company; it starts by proposing only',
    allow: 'admin',
    answer: 'AddedCompany',
    status: 201,
    once: true,
  })
  async add(@Body() { cutOverDay, firmId, ...company }: CompanyDto, @CalledBy() caller: Caller) {
    const firm = firmOf(caller, firmId);
    await this.refuseKnown(caller, company.siren);
    const day = cutOverDay === undefined ? {} : { cutOverDay: parseDay(cutOverDay) };
    const id = await addCompany(this.context, { ...company, ...day, firmId: firm });
    return { id, name: company.name };
  }

  @Post('import')
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Adds the companies of a CSV file; those known by SIREN are left as they are',
    allow: 'admin',
    answer: 'CompaniesImport',
    query: { name: 'Name of the file, for messages', firmId: 'Which firm, for who administers several' },
  })
  importAll(
    @Req() request: FastifyRequest,
    @CalledBy() caller: Caller,
    @Query('name') name?: string,
    @Query('firmId') firmId?: string,
  ) {
    const firm = firmOf(caller, firmId);
    const among = new Set(caller.companies.keys());
    return spooled(this.context, request, uploadLimit(), (file) =>
      importCompanies(this.context, file.path, { name: nameOf(name ?? file.name, 'companies'), firmId: firm, among }),
    );
  }

  @Get(':companyId')
  @Route({ summary: 'One company with its settings', allow: 'read', answer: 'Company' })
  get(@Param('companyId') companyId: string) {
    return this.context.database.withCompany(companyId, (tx) => readCompany(tx));
  }

  @Patch(':companyId')
  @Route({ summary: 'Changes a company', allow: 'admin', answer: 'Company' })
  change(@Param('companyId') companyId: string, @Body() { lockedThrough, ...changes }: CompanyChangesDto) {
    if (changes.siren !== undefined && !isSiren(changes.siren))
      throw badField('siren', 'is not a SIREN: its check digit is wrong');
    const locked = lockedThrough === undefined ? {} : { lockedThrough: parseDay(lockedThrough) };
    return changeCompany(this.context, companyId, { ...changes, ...locked });
  }

  @Get(':companyId/summary')
  @Route({ summary: 'Where the company stands', allow: 'read', answer: 'Summary' })
  summary(@Param('companyId') companyId: string) {
    return companySummary(this.context, companyId);
  }

  @Get(':companyId/bank-accounts')
  @Route({ summary: 'Bank accounts', allow: 'read', answer: 'BankAccount', list: 'whole' })
  async accounts(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).list()) };
  }

  @Get(':companyId/bank-accounts/:id/statement-chain')
  @Route({
    summary: 'Whether the statements of an account follow each other: gaps, overlaps, late files',
    allow: 'read',
    answer: 'StatementChain',
  })
  async chain(@Param('companyId') companyId: string, @Param('id') id: string) {
    const chain = isUuid(id)
      ? await this.context.database.withCompany(companyId, (tx) => accountChain(tx, id))
      : undefined;
    if (!chain) throw notFound('This bank account');
    return chain;
  }

  @Post(':companyId/bank-accounts')
  @Route({
    summary: 'Adds a bank account; its statements are routed to the company',
    allow: 'admin',
    answer: 'BankAccount',
    status: 201,
    once: true,
  })
  addAccount(@Param('companyId') companyId: string, @Body() body: BankAccountDto) {
    if (!body.iban && !body.number) throw badField('iban', 'or number is required');
    return addBankAccount(this.context, companyId, body);
  }

  /** A request that was sent twice without an Idempotency-Key must not make two companies. */
  private async refuseKnown(caller: Caller, siren: string | undefined): Promise<void> {
    if (siren === undefined) return;
    const known = (await listCompanies(this.context, new Set(caller.companies.keys()))).find(
      (company) => company.siren === siren,
    );
    if (!known) return;
    throw new HttpProblem(409, 'exists', `${known.name} (${known.id}) has the SIREN ${siren} already.`, [
      { severity: 'error', rule: 'exists', message: 'is that of a company that is there', location: 'siren' },
    ]);
  }
}
