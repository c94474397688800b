import { readFile } from 'node:fs/promises';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  archiveInvoice,
  listDispatches,
  openLink,
  readArchived,
  revokeLink,
  sendInvoice,
  type OperationsContext,
} from '@lettrage/operations';
import { isUuid } from '@lettrage/persistence';
import { IsBoolean, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badField, notFound } from '../http/http-problem.js';
import { CalledBy, ShownOnce } from '../http/policy.js';
import { nameOf, spooled, uploadLimit } from '../http/spool.js';
import { OPERATIONS } from '../tokens.js';

class DispatchDto {
  @Optional({ description: 'Id of a document of the archive' }) @IsString() @Length(36, 36) document?: string;
  @Optional({ description: 'Number of a recorded electronic invoice; it goes as Factur-X' })
  @IsString()
  @Length(1, 100)
  number?: string;
  @ApiProperty({ enum: ['mail', 'platform', 'link'] }) @IsIn(['mail', 'platform', 'link']) way!:
    'mail' | 'platform' | 'link';
  @Optional({ description: 'Id or name; the only fitting one unless said' })
  @IsString()
  @Length(1, 100)
  connection?: string;
  @Optional({ description: 'E-mail address; that of the buyer on the invoice unless said' })
  @IsString()
  @Length(3, 320)
  recipient?: string;
  @Optional() @IsString() @Length(1, 200) subject?: string;
  @Optional() @IsString() @Length(1, 10_000) message?: string;
  @Optional({ enum: ['fr', 'en'] }) @IsIn(['fr', 'en']) lang?: 'fr' | 'en';
  @Optional({ description: 'Days a link lives; in a mail, puts one into it' })
  @IsInt()
  @Min(1)
  @Max(3650)
  days?: number;
  @Optional({ description: 'Sends again what was sent before' }) @IsBoolean() again?: boolean;
}

/** Invoices as they are sent: the archive, the sendings, and what is known of their way. */
@ApiTags('sending')
@Controller('v1')
export class DispatchesController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post('companies/:companyId/documents')
  @ApiConsumes('application/pdf', 'application/xml', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Route({
    summary: 'Archives an invoice (Factur-X, CII, UBL) for ten years; the same bytes are kept once',
    allow: 'write',
    answer: 'ArchivedInvoice',
    query: { name: 'Name of the file' },
  })
  async archive(@Param('companyId') companyId: string, @Req() request: FastifyRequest, @Query('name') name?: string) {
    return spooled(this.context, request, uploadLimit(), async (file) => {
      const bytes = await readFile(file.path);
      const given = { bytes, name: nameOf(name ?? file.name, 'invoice') };
      return (await archiveInvoice(this.context, companyId, given)).document;
    });
  }

  @Get('companies/:companyId/documents')
  @Route({
    summary: 'Archived invoices with their SHA-256',
    allow: 'read',
    answer: 'ArchivedInvoice',
    list: 'whole',
    query: { number: 'Invoice number' },
  })
  async documents(@Param('companyId') companyId: string, @Query('number') number?: string) {
    return { items: (await listDispatches(this.context, companyId, number)).documents };
  }

  @Get('companies/:companyId/documents/:id/content')
  @Route({ summary: 'An archived invoice, byte for byte', allow: 'read', file: 'application/octet-stream' })
  async content(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const document = isUuid(id) ? await readArchived(this.context, companyId, id) : undefined;
    if (!document) throw notFound('This document');
    return asFile(reply, document);
  }

  @Post('companies/:companyId/dispatches')
  @ShownOnce('link')
  @Route({
    summary: 'Sends an invoice by mail, by platform or as a download link; the same request twice is one sending',
    allow: 'write',
    answer: 'Dispatched',
    status: 201,
    once: true,
  })
  async send(@Param('companyId') companyId: string, @Body() body: DispatchDto, @CalledBy() caller: Caller) {
    const { document, number, ...wish } = body;
    if ((document === undefined) === (number === undefined))
      throw badField('document', 'or number is needed, one of them');
    const source = number === undefined ? await this.archived(companyId, document!) : { number };
    return sendInvoice(this.context, companyId, { ...wish, document: source, by: caller.name });
  }

  @Get('companies/:companyId/dispatches')
  @Route({
    summary: 'Sendings with what is known of each: sent, delivered, opened, refused',
    allow: 'read',
    answer: 'Dispatch',
    list: 'whole',
    query: { number: 'Invoice number' },
  })
  async dispatches(@Param('companyId') companyId: string, @Query('number') number?: string) {
    return { items: (await listDispatches(this.context, companyId, number)).dispatches };
  }

  @Post('companies/:companyId/dispatches/:id/revoke')
  @Route({ summary: 'Ends a download link at once', allow: 'write', answer: 'Revoked', once: true })
  async revoke(@Param('companyId') companyId: string, @Param('id') id: string) {
    if (!isUuid(id) || !(await revokeLink(this.context, companyId, id))) throw notFound('This link');
    return { id, state: 'revoked' };
  }

  @Get('documents/:token')
  @Route({
    summary: 'The invoice of a download link; that it was opened is noted',
    allow: 'public',
    file: 'application/octet-stream',
  })
  async linked(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const document = await openLink(this.context, token);
    if (!document) throw notFound('This document, or its link has ended;');
    return asFile(reply, document);
  }

  private async archived(companyId: string, id: string) {
    const found = isUuid(id) ? await readArchived(this.context, companyId, id) : undefined;
    if (!found) throw notFound('This document');
    // It was checked when it was archived.
    return { bytes: found.bytes, name: found.name, force: true };
  }
}

function asFile(reply: FastifyReply, document: { name: string; mediaType: string; bytes: Uint8Array }): StreamableFile {
  void reply.header('content-disposition', `attachment; filename="${document.name.replace(/[^\w.-]/g, '_')}"`);
  // Nothing a document holds may run in the reader's browser.
  void reply.header('content-security-policy', "sandbox; default-src 'none'");
  return new StreamableFile(document.bytes, { type: document.mediaType });
}
