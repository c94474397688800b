import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { AppModule } from './app.module.js';

/** Where the built web page lies. */
const WEB = resolve(import.meta.dirname, '../../web/dist');
/** JSON bodies are commands, not files. */
const LARGEST_JSON = 1_048_576;

/** Makes the HTTP application: API, its documentation at `/docs`, and the web page at `/`. Does not listen yet. */
export async function createApp(context: OperationsContext): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: LARGEST_JSON, trustProxy: false, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  const fastify = adapter.getInstance();
  // Files come as they are and stay streams; only JSON is parsed.
  fastify.addContentTypeParser('*', (_request: unknown, payload: unknown, done: (error: Error | null, body?: unknown) => void) => done(null, payload));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(context), adapter, { logger: ['error', 'warn'], abortOnError: false });
  await app.register(fastifyCookie as never);
  await app.register(fastifyHelmet as never, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], styleSrc: ["'self'", "'unsafe-inline'"], scriptSrc: ["'self'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
    },
    strictTransportSecurity: false,
  });
  if (existsSync(WEB)) await app.register(fastifyStatic as never, { root: WEB, prefix: '/', wildcard: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, stopAtFirstError: true }));
  const document = openApiOf(app);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'docs/openapi.json' });
  return app;
}

/** The OpenAPI document, as it is checked in (`docs/openapi.json`). */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Lettrage API')
    .setDescription('Bank statements in, invoices settled, entries and statuses out. Amounts are decimal strings, days YYYY-MM-DD.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: lk_<company>_<id>_<secret>' })
    .build();
  return SwaggerModule.createDocument(app, config);
}
