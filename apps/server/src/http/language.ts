import { french, withSentences } from '@lettrage/messages';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Answers in French whoever prefers it (RFC 9110, Accept-Language); everyone else in English. */
export function answerInLanguage(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    void reply.header('vary', 'accept-language');
    if (prefersFrench(request.headers['accept-language'])) void reply.header('content-language', 'fr');
    done(null, inLanguageOf(request, payload));
  });
}

/** What is answered, with its sentences in the language of who asks. */
export function inLanguageOf(request: FastifyRequest, answer: unknown): unknown {
  return prefersFrench(request.headers['accept-language']) ? withSentences(answer, french) : answer;
}

/** Whether French is wanted more than English; of two wanted alike, the one named first. */
export function prefersFrench(header: string | undefined): boolean {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => /^\s*(fr|en)\b[^;]*(?:;\s*q=([\d.]+))?\s*$/i.exec(part))
    .flatMap((found) => (found ? [{ language: found[1]!.toLowerCase(), weight: Number(found[2] ?? 1) }] : []))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language === 'fr' && wanted[0].weight > 0;
}
