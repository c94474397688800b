import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { addApiKey, addUser, ROLES, SCOPES, type OperationsContext } from '@lettrage/operations';
import { ApiKeyStore } from '@lettrage/persistence';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badField, notFound } from '../http/http-problem.js';
import { CalledBy, ShownOnce } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';
import { firmOf } from './firm-of.js';

class ApiKeyDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;

  @ApiProperty({ enum: SCOPES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  @IsIn([...SCOPES], { each: true })
  scopes!: string[];

  @Optional({ description: 'Instant, ISO 8601', format: 'date-time' }) @IsISO8601({ strict: true }) expiresAt?: string;
}

class UserDto {
  @ApiProperty() @IsEmail() email!: string;
  @Optional() @IsString() @Length(1, 200) name?: string;
  @ApiProperty({ enum: ROLES }) @IsIn([...ROLES]) role!: string;
  @Optional({ description: 'One company only; every company of the firm otherwise' }) @IsUUID() companyId?: string;
  @Optional({ description: 'Which firm, for who administers several' }) @IsUUID() firmId?: string;
}

@ApiTags('access')
@Controller('v1')
export class AccessController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('companies/:companyId/api-keys')
  @Route({ summary: 'API keys, without their secrets', allow: 'admin', answer: 'ApiKey', list: 'whole' })
  async keys(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new ApiKeyStore(tx).list()) };
  }

  @Post('companies/:companyId/api-keys')
  @Route({
    summary: 'Makes an API key; its text is shown this once',
    allow: 'admin',
    answer: 'NewApiKey',
    status: 201,
    once: true,
  })
  @ShownOnce('key')
  addKey(@Param('companyId') companyId: string, @Body() { name, scopes, expiresAt }: ApiKeyDto) {
    const until = expiresAt === undefined ? undefined : new Date(expiresAt);
    if (until && until <= this.context.now()) throw badField('expiresAt', 'lies in the past');
    return addApiKey(this.context, companyId, { name, scopes, ...(until ? { expiresAt: until } : {}) });
  }

  @Delete('companies/:companyId/api-keys/:id')
  @Route({ summary: 'Revokes an API key at once', allow: 'admin' })
  async revoke(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    const done = await this.context.database.withCompany(companyId, (tx) => new ApiKeyStore(tx).revoke(id));
    if (!done) throw notFound('This key');
  }

  @Post('users')
  @Route({
    summary: 'Adds a person with a role, and a single-use sign-in',
    allow: 'admin',
    answer: 'NewUser',
    status: 201,
    once: true,
  })
  @ShownOnce('signIn')
  addUser(@Body() { companyId, firmId, ...person }: UserDto, @CalledBy() caller: Caller) {
    if (companyId !== undefined && !caller.companies.get(companyId)?.has('admin')) throw notFound('This company');
    const firm = firmOf(caller, firmId);
    return addUser(this.context, { ...person, firmId: firm, ...(companyId ? { company: companyId } : {}) });
  }
}
