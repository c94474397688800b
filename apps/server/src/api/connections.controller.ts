import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import {
  addConnection,
  checkConnection,
  deliver,
  listConnections,
  planDeliveries,
  releaseConnection,
  sync,
  type OperationsContext,
} from '@lettrage/operations';
import { ConnectionStore, DeliveryStore, isUuid, type DeliveryState } from '@lettrage/persistence';
import { IsBoolean, IsObject, IsString, Length } from 'class-validator';
import { Route } from '../http/answer.js';
import { DayField, Optional } from '../http/fields.js';
import { HttpProblem, notFound } from '../http/http-problem.js';
import { limitOf, listOf, pageOf, placeOf } from '../http/page.js';
import { OPERATIONS } from '../tokens.js';

class ConnectionDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;
  @ApiProperty({ description: 'Id of the adapter; GET /v1/adapters lists them' })
  @IsString()
  @Length(1, 100)
  adapter!: string;
  @Optional({
    description: 'Configuration; secrets as references (env:NAME, file:/path)',
    type: 'object',
    additionalProperties: true,
  })
  @IsObject()
  config?: Record<string, unknown>;
}

class ReleaseDto {
  @DayField('What is older is never sent') from!: string;
}

class DeliverDto {
  @Optional() @IsBoolean() dryRun?: boolean;
}

const STATES: readonly DeliveryState[] = [
  'held',
  'pending',
  'sending',
  'unknown',
  'delivered',
  'unsupported',
  'rejected',
  'dead',
  'cancelled',
];

@ApiTags('connections')
@Controller('v1/companies/:companyId')
export class ConnectionsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('connections')
  @Route({ summary: 'Connected systems', allow: 'read', answer: 'Connection', list: 'whole' })
  async list(@Param('companyId') companyId: string) {
    return { items: await this.context.database.withCompany(companyId, (tx) => listConnections(tx)) };
  }

  @Post('connections')
  @Route({
    summary: 'Connects a system; what goes out waits on hold',
    allow: 'connect',
    answer: 'AddedConnection',
    status: 201,
    once: true,
  })
  async add(@Param('companyId') companyId: string, @Body() body: ConnectionDto) {
    const id = await addConnection(this.context, companyId, {
      name: body.name,
      adapter: body.adapter,
      config: body.config ?? {},
    });
    return { id, name: body.name, state: 'hold' };
  }

  @Post('connections/:id/check')
  @Route({
    summary: 'Says what is wrong with a connection; writes nothing',
    allow: 'connect',
    answer: 'ConnectionCheck',
    once: true,
  })
  async check(@Param('companyId') companyId: string, @Param('id') id: string) {
    return { problems: await checkConnection(this.context, companyId, id) };
  }

  @Post('connections/:id/release')
  @Route({ summary: 'Opens an outgoing connection from a day on', allow: 'connect', answer: 'Released', once: true })
  release(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: ReleaseDto) {
    return releaseConnection(this.context, companyId, id, parseDay(body.from));
  }

  @Post('connections/:id/disable')
  @Route({ summary: 'Stops a connection; what was sent stays sent', allow: 'connect', answer: 'Disabled', once: true })
  async disable(@Param('companyId') companyId: string, @Param('id') id: string) {
    if (!isUuid(id)) throw notFound('This connection');
    const done = await this.context.database.withCompany(companyId, (tx) =>
      new ConnectionStore(tx).setState(id, 'disabled'),
    );
    if (!done) throw notFound('This connection');
    return { id, state: 'disabled' };
  }

  @Post('connections/:id/sync')
  @Route({ summary: 'Pulls what changed there', allow: 'write', answer: 'Sync', once: true })
  async pull(@Param('companyId') companyId: string, @Param('id') id: string) {
    return { reports: await sync(this.context, companyId, id) };
  }

  @Post('deliver')
  @Route({ summary: 'Sends what is due, or lists it (dryRun)', allow: 'write', answer: 'Deliveries', once: true })
  async deliver(@Param('companyId') companyId: string, @Body() body: DeliverDto) {
    if (body.dryRun) return { planned: await planDeliveries(this.context, companyId) };
    return { reports: await deliver(this.context, companyId) };
  }

  @Get('deliveries')
  @Route({
    summary: 'Statuses on their way, delivered, or stuck',
    allow: 'read',
    answer: 'Delivery',
    list: 'pages',
    query: { state: `One or more of ${STATES.join(', ')}` },
  })
  async deliveries(
    @Param('companyId') companyId: string,
    @Query('state') state?: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const states = listOf(state, STATES, 'state');
    const after = placeOf(cursor, ['number', 'uuid']);
    const size = limitOf(limit);
    const rows = await this.context.database.withCompany(companyId, (tx) =>
      new DeliveryStore(tx).list({ limit: size, ...(states ? { states } : {}), ...(after ? { after } : {}) }),
    );
    return pageOf(rows, size, (last) => [last.eventPosition, last.id]);
  }

  @Post('deliveries/:id/redrive')
  @Route({ summary: 'Puts a stuck delivery back in the queue', allow: 'write', answer: 'Redriven', once: true })
  async redrive(@Param('companyId') companyId: string, @Param('id') id: string) {
    if (!isUuid(id)) throw notFound('This delivery');
    const done = await this.context.database.withCompany(companyId, (tx) => new DeliveryStore(tx).redrive(id));
    if (!done) throw new HttpProblem(409, 'not-stuck', 'This delivery is not stuck, or does not exist.');
    return { id, state: 'pending' };
  }
}
