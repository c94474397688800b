import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SESSION_COOKIE } from './http/auth.guard.js';
import { SCHEMAS } from './http/schemas.js';

/** The OpenAPI document, as it is checked in (`docs/openapi.json`). */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Lettrage API')
    .setDescription(
      'Bank statements in, invoices settled, entries and statuses out. Amounts are decimal strings, days YYYY-MM-DD, ' +
        'what is absent is left out. Lists are read in pages: `next` of one is `cursor` of the following. A POST takes ' +
        'an Idempotency-Key. Requests with a session cookie that change something bear X-CSRF-Token.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: lk_<company>_<id>_<secret>' }, 'key')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const schemas = { ...document.components?.schemas, ...(SCHEMAS as object) };
  return { ...document, components: { ...document.components, schemas } };
}
