import { startRedis } from '@throughline/stack/testing';
import type { Redis } from 'ioredis-bench';
import type { BenchRun } from '../run-bench.js';
import type { Cleanup } from './cleanup.js';

/** Facts of a Redis server that decide how its figures compare. */
export interface RedisFacts {
  readonly redis: string;
  readonly appendonly: string;
  readonly appendfsync: string;
}

export interface BenchRedis {
  readonly facts: RedisFacts;
  /** Opens a connection. */
  connect(closing: Cleanup): Redis;
}

/** Starts a server that waits for its disk. Fetches the program if the machine has none. */
export async function openRedis({ closing, say }: Pick<BenchRun, 'closing' | 'say'>): Promise<BenchRedis> {
  const server = await startRedis(say);
  closing.add(() => server.stop());
  // An alias of `ioredis`. By its own name it would be an optional package of TypeORM, and so a part of the images.
  const { Redis } = await import('ioredis-bench');
  const connect = (part: Cleanup): Redis => {
    // BullMQ requires connections that retry without a limit.
    const connection = new Redis({ host: server.host, port: server.port, maxRetriesPerRequest: null });
    part.add(() => {
      connection.disconnect();
      return Promise.resolve();
    });
    return connection;
  };
  return { facts: await readRedisFacts(connect(closing)), connect };
}

/** Throws if the server does not wait for its disk: nothing could be compared. */
async function readRedisFacts(connection: Redis): Promise<RedisFacts> {
  const [, appendonly = ''] = await connection.config('GET', 'appendonly');
  const [, appendfsync = ''] = await connection.config('GET', 'appendfsync');
  if (appendonly !== 'yes' || appendfsync !== 'always') throw new Error('Redis runs without fsync: nothing could be compared');
  const version = /^redis_version:(\S+)/m.exec(await connection.info('server'))?.[1];
  return { redis: version ?? 'unknown', appendonly, appendfsync };
}
