import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { environment } from '../config.js';

/*
 * Routes that send the same bytes, from memory or by one prepared SELECT. They check the token as the product does: hash, lookup, expiry and
 * rate limit. The bench measures what the product's routes add to this.
 */
const token = environment['BENCH_TOKEN'] ?? '';
const body = Buffer.from(environment['BENCH_BODY'] ?? '', 'base64');

interface TokenRecord {
  readonly expiresAt: number;
  left: number;
  at: number;
}
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const tokens = new Map<string, TokenRecord>([
  [hashOf(token), { expiresAt: Number.POSITIVE_INFINITY, left: 400_000, at: performance.now() }],
]);
const PER_SECOND = 100_000;

const canPass = (authorization: string | undefined): boolean => {
  const record = tokens.get(hashOf(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''));
  if (record === undefined || record.expiresAt <= Date.now()) return false;
  const now = performance.now();
  record.left = Math.min(400_000, record.left + ((now - record.at) / 1_000) * PER_SECOND) - 1;
  record.at = now;
  return record.left > 0;
};

const CONNECTIONS = 10;
const database = environment['BENCH_POSTGRES'];
const pool = database === undefined ? undefined : new pg.Pool({ connectionString: database, max: CONNECTIONS });
// The bench may stop the server before the last connection has closed.
pool?.on('error', () => undefined);

async function select(from: pg.Pool, id: string): Promise<string> {
  const query = { name: 'status', text: 'select body from bench_status where id = $1', values: [id] };
  const { rows } = await from.query<{ body: string }>(query);
  const [row] = rows;
  if (row === undefined) throw new Error(`${id} has no row`);
  return row.body;
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-cache' };

const app = Fastify();
app.get<{ Params: { id: string } }>('/api/v1/recordings/:id', (request, reply) => {
  if (!canPass(request.headers.authorization)) return reply.status(401).send();
  reply.headers(HEADERS).header('etag', '"1"');
  // Without a database, nothing waits: a promise would slow the limit down.
  return pool === undefined ? reply.send(body) : select(pool, request.params.id);
});
// The status of a session has no ETag.
app.get('/api/v1/sessions/:id/status', (request, reply) =>
  canPass(request.headers.authorization) ? reply.headers(HEADERS).send(body) : reply.status(401).send(),
);
process.once('SIGTERM', () => void app.close().then(() => pool?.end()));
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
