import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { isDay } from '@lettrage/domain';
import { addConnection, checkConnection, deliver, listConnections, planDeliveries, releaseConnection, sync, type OperationsContext } from '@lettrage/operations';
import { ConnectionStore, DeliveryStore, isUuid, type DeliveryState } from '@lettrage/persistence';
import { IsBoolean, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import { HttpProblem, notFound } from '../http/http-problem.js';
import { cursorOf, limitOf, placeOf } from '../http/page.js';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class ConnectionDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;
  @ApiProperty({ description: 'Id of the adapter; GET /v1/adapters lists them' }) @IsString() @Length(1, 100) adapter!: string;
  @ApiPropertyOptional({ description: 'Configuration; secrets as references (env:NAME, file:/path)' }) @IsOptional() @IsObject() config?: Record<string, unknown>;
}

class ReleaseDto {
  @ApiProperty({ description: 'YYYY-MM-DD: what is older is never sent' }) @Matches(/^\d{4}-\d{2}-\d{2}$/) from!: string;
}

class DeliverDto {
  @ApiPropertyOptional() @IsOptional() @IsBoolean() dryRun?: boolean;
}

const STATES = ['held', 'pending', 'sending', 'unknown', 'delivered', 'unsupported', 'rejected', 'dead', 'cancelled'] as const;

@ApiTags('connections')
@Controller('v1/companies/:companyId')
export class ConnectionsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('connections')
  @Allow('read')
  @ApiOperation({ summary: 'Connected systems' })
  async list(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => listConnections(tx)) };
  }

  @Post('connections')
  @Allow('connect')
  @ApiOperation({ summary: 'Connects a system; what goes out waits on hold' })
  async add(@Param('companyId') companyId: string, @Body() body: ConnectionDto) {
    const id = await addConnection(this.context, companyId, { name: body.name, adapter: body.adapter, config: body.config ?? {} });
    return { id, name: body.name, state: 'hold' };
  }

  @Post('connections/:id/check')
  @HttpCode(200)
  @Allow('connect')
  @ApiOperation({ summary: 'Says what is wrong with a connection; writes nothing' })
  async check(@Param('companyId') companyId: string, @Param('id') id: string) {
    return { problems: await checkConnection(this.context, companyId, id) };
  }

  @Post('connections/:id/release')
  @HttpCode(200)
  @Allow('connect')
  @ApiOperation({ summary: 'Opens an outgoing connection from a day on' })
  release(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: ReleaseDto) {
    if (!isDay(body.from)) throw new HttpProblem(422, 'invalid-fields', `from: "${body.from}" is not a day that exists.`);
    return releaseConnection(this.context, companyId, id, body.from);
  }

  @Post('connections/:id/disable')
  @HttpCode(200)
  @Allow('connect')
  @ApiOperation({ summary: 'Stops a connection; what was sent stays sent' })
  async disable(@Param('companyId') companyId: string, @Param('id') id: string) {
    if (!isUuid(id)) throw notFound('This connection');
    const done = await this.context.database.withCompany(companyId, (tx) => new ConnectionStore(tx).setState(id, 'disabled'));
    if (!done) throw notFound('This connection');
    return { id, state: 'disabled' };
  }

  @Post('connections/:id/sync')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Pulls what changed there' })
  async pull(@Param('companyId') companyId: string, @Param('id') id: string) {
    return { reports: await sync(this.context, companyId, id) };
  }

  @Post('deliver')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Sends what is due, or lists it (dryRun)' })
  async deliver(@Param('companyId') companyId: string, @Body() body: DeliverDto) {
    if (body.dryRun) return { planned: await planDeliveries(this.context, companyId) };
    return { reports: await deliver(this.context, companyId) };
  }

  @Get('deliveries')
  @Allow('read')
  @ApiOperation({ summary: 'Statuses on their way, delivered, or stuck' })
  async deliveries(@Param('companyId') companyId: string, @Query('state') state?: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const states = state === undefined ? undefined : STATES.filter((known) => state.split(',').includes(known));
    if (states?.length === 0) throw new HttpProblem(400, 'bad-state', `state must be one of ${STATES.join(', ')}.`);
    const size = limitOf(limit);
    const after = placeOf(cursor, 2) as [number, string] | undefined;
    const rows = await this.context.database.withCompany(companyId, (tx) =>
      new DeliveryStore(tx).list({ limit: size, ...(states ? { states: states as DeliveryState[] } : {}), ...(after ? { after } : {}) }),
    );
    const last = rows.at(-1);
    return { items: rows, ...(last && rows.length === size ? { next: cursorOf([last.eventPosition, last.id]) } : {}) };
  }

  @Post('deliveries/:id/redrive')
  @HttpCode(200)
  @Allow('write')
  @ApiOperation({ summary: 'Puts a stuck delivery back in the queue' })
  async redrive(@Param('companyId') companyId: string, @Param('id') id: string) {
    if (!isUuid(id)) throw notFound('This delivery');
    const done = await this.context.database.withCompany(companyId, (tx) => new DeliveryStore(tx).redrive(id));
    if (!done) throw new HttpProblem(409, 'not-stuck', 'This delivery is not stuck, or does not exist.');
    return { id, state: 'pending' };
  }
}
