import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { addApiKey, addUser, ROLES, SCOPES, type OperationsContext } from '@lettrage/operations';
import { ApiKeyStore } from '@lettrage/persistence';
import { ArrayMinSize, IsArray, IsEmail, IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Caller } from '../http/caller.js';
import { HttpProblem, notFound } from '../http/http-problem.js';
import { Allow, CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class ApiKeyDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;
  @ApiProperty({ enum: SCOPES, isArray: true }) @IsArray() @ArrayMinSize(1) @IsIn([...SCOPES], { each: true }) scopes!: string[];
  @ApiPropertyOptional({ description: 'Instant, ISO 8601' }) @IsOptional() @IsISO8601({ strict: true }) expiresAt?: string;
}

class UserDto {
  @ApiProperty() @IsEmail() email!: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 200) name?: string;
  @ApiProperty({ enum: ROLES }) @IsIn([...ROLES]) role!: string;
  @ApiPropertyOptional({ description: 'One company only; every company of the firm otherwise' }) @IsOptional() @IsUUID() companyId?: string;
}

@ApiTags('access')
@Controller('v1')
export class AccessController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('companies/:companyId/api-keys')
  @Allow('admin')
  @ApiOperation({ summary: 'API keys, without their secrets' })
  async keys(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => new ApiKeyStore(tx).list()) };
  }

  @Post('companies/:companyId/api-keys')
  @Allow('admin')
  @ApiOperation({ summary: 'Makes an API key; its text is shown this once' })
  addKey(@Param('companyId') companyId: string, @Body() body: ApiKeyDto) {
    return addApiKey(this.context, companyId, { name: body.name, scopes: body.scopes, ...(body.expiresAt ? { expiresAt: new Date(body.expiresAt) } : {}) });
  }

  @Delete('companies/:companyId/api-keys/:id')
  @HttpCode(204)
  @Allow('admin')
  @ApiOperation({ summary: 'Revokes an API key at once' })
  async revoke(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    const done = await this.context.database.withCompany(companyId, (tx) => new ApiKeyStore(tx).revoke(id));
    if (!done) throw notFound('This key');
  }

  @Post('users')
  @Allow('admin')
  @ApiOperation({ summary: 'Adds a person with a role, and a single-use sign-in' })
  addUser(@Body() body: UserDto, @CalledBy() caller: Caller) {
    if (body.companyId !== undefined && !caller.companies.has(body.companyId)) throw notFound('This company');
    if (!caller.administers) throw new HttpProblem(403, 'not-allowed', 'Only an administrator of the firm adds people.');
    return addUser(this.context, { email: body.email, role: body.role, ...(body.name ? { name: body.name } : {}), ...(body.companyId ? { company: body.companyId } : {}) });
  }
}
