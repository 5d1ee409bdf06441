import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import { environment } from '../config.js';

/*
 * A route without a database: the same bytes, the same question of the token (its hash, looked up, its end, its share of requests),
 * and nothing else. What the product's route adds is measured against this.
 */
const token = environment['BENCH_TOKEN'] ?? '';
const body = Buffer.from(environment['BENCH_BODY'] ?? '', 'base64');

interface Known {
  readonly expiresAt: number;
  left: number;
  at: number;
}
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const known = new Map<string, Known>([
  [hashOf(token), { expiresAt: Number.POSITIVE_INFINITY, left: 400_000, at: performance.now() }],
]);
const PER_SECOND = 100_000;

const mayPass = (authorization: string | undefined): boolean => {
  const record = known.get(hashOf(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''));
  if (record === undefined || record.expiresAt <= Date.now()) return false;
  const now = performance.now();
  record.left = Math.min(400_000, record.left + ((now - record.at) / 1_000) * PER_SECOND) - 1;
  record.at = now;
  return record.left > 0;
};

const app = Fastify();
app.get('/api/v1/recordings/:id', (request, reply) => {
  if (!mayPass(request.headers.authorization)) return reply.status(401).send();
  return reply
    .headers({ 'content-type': 'application/json; charset=utf-8', etag: '"1"', 'cache-control': 'private, no-cache' })
    .send(body);
});
process.once('SIGTERM', () => void app.close());
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
