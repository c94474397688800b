import { Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import { receiveWebhook, type OperationsContext } from '@lettrage/operations';
import type { FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import { HttpProblem } from '../http/http-problem.js';
import { rawBodyOf } from '../http/raw-body.js';
import { OPERATIONS } from '../tokens.js';

/** Calls of invoicing platforms: signed ones make their connection be asked for what is new. */
@ApiTags('connections')
@Controller('v1/hooks')
export class HooksController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post(':id')
  @ApiBody({ description: 'A flow of XP Z12-013; only its signature is looked at', schema: { type: 'object' } })
  @ApiHeader({
    name: 'Afnor-Signature',
    required: false,
    description: 'base64 HMAC-SHA-256',
    schema: { type: 'string' },
  })
  @ApiHeader({ name: 'Afnor-Signature-Timestamp', required: false, schema: { type: 'string' } })
  @Route({
    summary: 'Called by a platform when something changed there; the id is <company>.<connection>',
    allow: 'public',
  })
  async called(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    if (!(await receiveWebhook(this.context, id, { headers, body: rawBodyOf(request) })))
      throw new HttpProblem(401, 'not-genuine', 'The call is not signed by a platform that is known here.');
  }
}
