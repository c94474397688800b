import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { AppModule } from './app.module.js';
import { fieldProblem } from './http/fields.js';
import { harden } from './http/harden.js';
import { limitRates, type RateLimits } from './http/rate-limit.js';
import { answerInLanguage } from './http/language.js';
import { keepRawBodies } from './http/raw-body.js';
import { openApiOf } from './open-api.js';

/** Where the built web page lies. */
const WEB = resolve(import.meta.dirname, '../../web/dist');
/** JSON bodies are commands, not files. */
const LARGEST_JSON = 1_048_576;
/** A request that takes longer to arrive is not coming: 25 MB at 50 kB/s. */
const SLOWEST_REQUEST_MS = 10 * 60 * 1000;

const CONTENT_SECURITY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  // The documentation page of the API styles itself in place.
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

export interface AppOptions {
  /** Names the server may be called by; any where there are none. */
  readonly hosts?: readonly string[];
  /** How often somebody may call; without them, as often as he likes. */
  readonly limits?: RateLimits;
  /** False: the API alone, without its documentation at `/docs` and the web page at `/`. */
  readonly pages?: boolean;
}

/** Makes the HTTP application: API, its documentation at `/docs`, and the web page at `/`. Does not listen yet. */
export async function createApp(context: OperationsContext, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_JSON,
    trustProxy: false,
    // Closing lets requests that are being answered finish; connections that wait for one end at once.
    forceCloseConnections: 'idle',
    requestTimeout: SLOWEST_REQUEST_MS,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  // Files come as they are and stay streams, whatever a program says they are; only JSON is parsed.
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(
    '*',
    (_request: unknown, payload: unknown, done: (error: Error | null, body?: unknown) => void) => done(null, payload),
  );
  harden(fastify, { hosts: options.hosts ?? [] });
  keepRawBodies(fastify);
  answerInLanguage(fastify);
  if (options.limits) limitRates(fastify, options.limits);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(context), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    // Nest's own parser would read forms, which is what curl calls any file.
    bodyParser: false,
  });
  await app.register(fastifyCookie);
  // Limits are those of the route: a file is counted while it is read.
  await app.register(fastifyMultipart, { limits: { files: 1, fileSize: Infinity, fields: 10 } });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { directives: CONTENT_SECURITY },
    strictTransportSecurity: false,
  });
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      exceptionFactory: fieldProblem,
    }),
  );
  if (options.pages ?? true) await addPages(app);
  return app;
}

async function addPages(app: NestFastifyApplication): Promise<void> {
  const { default: fastifyStatic } = await import('@fastify/static');
  if (existsSync(WEB)) await app.register(fastifyStatic, { root: WEB, prefix: '/', wildcard: false });
  SwaggerModule.setup('docs', app, () => openApiOf(app), { jsonDocumentUrl: 'docs/openapi.json' });
}
