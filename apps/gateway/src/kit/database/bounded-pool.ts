import { codeOf } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import { Pool, type PoolConfig } from 'pg';
import type { Token } from '../provide.js';

/** Connections for reads of the projection. */
export const READ_POOL: Token<Pool> = Symbol('ReadPool');

export function createReadPool(url: string, log: Pick<Logger, 'warn'>, limits: PoolLimits): Pool {
  const pool = new BoundedPool({ ...poolLimits(limits), connectionString: url, application_name: 'gateway-reads' });
  // The pool replaces an idle connection that breaks. Without a listener the error would end the process.
  pool.on('error', (error) => {
    log.warn({ err: error }, 'lost a connection to PostgreSQL');
  });
  return pool;
}

class DatabaseAwayError extends Error {
  readonly kind = 'unavailable';
  constructor(cause: Error) {
    super(`PostgreSQL does not answer: ${cause.message}`, { cause });
    this.name = 'DatabaseAwayError';
  }
}

export interface PoolLimits {
  /** PostgreSQL cancels a statement after this time, also while it waits for a lock. */
  readonly statementMs: number;
}

/** A broken connection never cancels its statement, so the client closes it this much later than `statement_timeout`. */
const SILENCE_MS = 500;
const LONGEST_CONNECT_MS = 3_000;

/** Settings of a pool in which every wait has a timeout. */
export const poolLimits = ({ statementMs }: PoolLimits): PoolConfig => ({
  max: 10,
  keepAlive: true,
  connectionTimeoutMillis: Math.min(statementMs, LONGEST_CONNECT_MS),
  statement_timeout: statementMs,
  query_timeout: statementMs + SILENCE_MS,
});

/** `pg` reports timeouts and broken connections as plain errors without a code. */
const toDatabaseError = (error: unknown): unknown =>
  error instanceof Error && error.constructor === Error && codeOf(error) === undefined ? new DatabaseAwayError(error) : error;

type Call = (...args: unknown[]) => unknown;

/** Wraps a call, by callback or by promise, so that its errors say that the database is away. */
const withDatabaseErrors =
  (call: Call, onAway: () => void = () => undefined): Call =>
  (...args) => {
    const translate = (error: unknown): unknown => {
      const databaseError = toDatabaseError(error);
      if (databaseError instanceof DatabaseAwayError) onAway();
      return databaseError;
    };
    const callback = args.at(-1);
    if (typeof callback === 'function')
      return call(...args.slice(0, -1), (error: unknown, ...rest: unknown[]): unknown =>
        (callback as Call)(error instanceof Error ? translate(error) : error, ...rest),
      );
    const answer = call(...args);
    return answer instanceof Promise
      ? answer.catch((error: unknown) => {
          throw translate(error);
        })
      : answer;
  };

/**
 * A pool that TypeORM can use as well. Closes a connection whose query timed out: otherwise the next query would wait behind
 * that one.
 */
export class BoundedPool extends Pool {
  constructor(config: PoolConfig) {
    super(config);
    const [connect, query] = [this.connect.bind(this), this.query.bind(this)] as unknown as [Call, Call];
    Object.assign(this, { connect: withDatabaseErrors(connect), query: withDatabaseErrors(query) });
    this.on('connect', (client) => {
      const ask = client.query.bind(client) as unknown as Call;
      // A client of a pool has `end` too, but its type does not declare it.
      const end = (): void => void (client as unknown as { end(): Promise<void> }).end();
      Object.assign(client, { query: withDatabaseErrors(ask, end) });
    });
  }
}
