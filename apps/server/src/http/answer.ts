import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { Policy } from './caller.js';
import { Allow } from './policy.js';
import type { SchemaName } from './schemas.js';

/** What a route is, asks and answers. */
export interface RouteDescription {
  readonly summary: string;
  readonly allow: Policy;
  /** A schema of the document. Nothing: 204. */
  readonly answer?: SchemaName;
  /** The answer is a list of it: in pages with a cursor, or whole. */
  readonly list?: 'pages' | 'whole';
  /** 200 unless said otherwise; 204 without an answer. */
  readonly status?: number;
  /** A file instead of JSON: its media type. */
  readonly file?: string;
  /** Parameters of the address by name, and what each means. */
  readonly query?: Readonly<Record<string, string>>;
  /** The route changes something and takes an Idempotency-Key. */
  readonly once?: boolean;
}

const PROBLEM = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
const PAGING = { cursor: 'The `next` of the page before', limit: '1 to 200; 50 unless said otherwise' };

/** Declares a route whole: policy, status, and its entry in the OpenAPI document with every answer it may give. */
export function Route(route: RouteDescription): MethodDecorator {
  const status = route.status ?? (route.answer === undefined && route.file === undefined ? 204 : 200);
  const query = { ...route.query, ...(route.list === 'pages' ? PAGING : {}) };
  const decorators: MethodDecorator[] = [
    Allow(route.allow),
    HttpCode(status),
    ApiOperation({ summary: route.summary, ...{ 'x-policy': route.allow } }),
    ApiResponse({ status, description: 'Done', ...contentOf(route) }),
    ApiResponse({ status: 'default', description: 'A problem (RFC 9457)', ...PROBLEM }),
    ...Object.entries(query).map(([name, description]) =>
      ApiQuery({ name, required: false, description, schema: { type: 'string' } }),
    ),
  ];
  if (route.allow !== 'public') decorators.push(ApiBearerAuth('key'), ApiCookieAuth('session'));
  if (route.once) {
    const description = 'The same key and body have one effect and one answer';
    decorators.push(ApiHeader({ name: 'Idempotency-Key', required: false, description, schema: { type: 'string' } }));
  }
  return applyDecorators(...decorators);
}

function contentOf(route: RouteDescription) {
  if (route.file !== undefined) return { content: { [route.file]: { schema: { type: 'string', format: 'binary' } } } };
  if (route.answer === undefined) return {};
  const one = { $ref: `#/components/schemas/${route.answer}` };
  const page = {
    type: 'object',
    required: ['items'],
    properties: {
      items: { type: 'array', items: one },
      ...(route.list === 'pages'
        ? { next: { type: 'string', description: 'Cursor of the next page, if there is one' } }
        : {}),
    },
  };
  return { content: { 'application/json': { schema: route.list ? page : one } } };
}
