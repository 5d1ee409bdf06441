import { START, comparePosition, type EventStore, type Position } from '@throughline/event-store';
import type { Journey } from '@throughline/domain/testing';
import { freshDatabase, until, type FreshDatabase, type TestPostgres } from '@throughline/stack/testing';
import type pg from 'pg';
import type { Fold } from '../fold/fold.js';
import { recordingFold } from '../fold/recording-fold.js';
import { readCheckpoints } from '../write/checkpoint.js';
import type { ProjectionParts } from '../project/partition-projector.js';
import { Projector } from '../project/projector.js';
import { openPool } from '../open-pool.js';
import { PROJECTION_SCHEMA, migrate } from '../schema/migrate.js';
import { appendJourney } from './journeys.js';
import { createServiceRole, type ServiceRole } from './service-role.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A database with the projection's tables, and its projectors, which have only the rights of the running service. */
export class Projection {
  readonly #running = new Set<Projector>();

  private constructor(
    readonly database: FreshDatabase,
    /** Connects the owner of the tables. */
    readonly pool: pg.Pool,
    readonly service: ServiceRole,
  ) {}

  /** `prepare` runs before the migrations, for example to create tables of an earlier release. */
  static async open(server?: TestPostgres, prepare?: (pool: pg.Pool) => Promise<void>): Promise<Projection> {
    const database = await freshDatabase(server);
    // Ignores lost idle connections: the spec that stops the server checks the projector instead.
    const pool = openPool({ connectionString: database.url, max: 12 }, () => undefined);
    await prepare?.(pool);
    const service = await createServiceRole(pool, database);
    await migrate(pool, service.name);
    return new Projection(database, pool, service);
  }

  parts(store: EventStore, overrides: Partial<ProjectionParts> = {}): ProjectionParts {
    return {
      pool: this.service.pool,
      store,
      fold: recordingFold,
      maxEvents: 5_000,
      cacheSize: 100,
      log: silent,
      onWritten: () => Promise.resolve(),
      ...overrides,
    };
  }

  start(store: EventStore, overrides: Partial<ProjectionParts> = {}): Projector {
    const projector = new Projector(this.parts(store, overrides));
    projector.start();
    this.#running.add(projector);
    return projector;
  }

  async stop(projector: Projector): Promise<void> {
    this.#running.delete(projector);
    await projector.stop();
  }

  async rows<T extends pg.QueryResultRow = Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    const { rows } = await this.pool.query<T>(sql, [...values]);
    return rows;
  }

  /** Adds a copy of an item's row under another id. PostgreSQL computes some columns itself, and takes no value for them. */
  async copyRow(assetId: string, copyId: string): Promise<void> {
    const columns = await this.rows<{ readonly names: string }>(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_schema = 'projection' and table_name = 'asset' and is_generated = 'NEVER' and column_name <> 'asset_id'`,
    );
    const names = columns[0]?.names ?? '';
    await this.rows(
      `insert into projection.asset (asset_id, ${names}) select $1, ${names} from projection.asset where asset_id = $2`,
      [copyId, assetId],
    );
  }

  /** Writes the journeys to the log and waits until they are projected. */
  async show(store: EventStore, ...journeys: readonly Journey[]): Promise<void> {
    for (const journey of journeys) await appendJourney(store, journey);
    this.start(store);
    await this.caughtUp(store);
  }

  /** Reads all columns that events determine, without row times and surrogate ids. */
  async contents(): Promise<Record<string, unknown[]>> {
    const assets = await this.rows(`select * from projection.asset order by asset_id`);
    return {
      assets: assets.map(({ written_in: _, ...determined }) => determined),
      steps: await this.rows(`select * from projection.processing_step order by asset_id, step`),
      audit: await this.rows(`select * from projection.audit_log order by position, event_index`),
      quarantine: await this.rows(`select asset_id, reason_kind, parked from projection.quarantine order by asset_id`),
    };
  }

  async caughtUp(store: EventStore): Promise<void> {
    const ends = await Promise.all(Array.from({ length: store.partitions }, (_, partition) => endOf(store, partition)));
    await until(
      async () => {
        const checkpoints = await readCheckpoints(this.pool, PROJECTION_SCHEMA);
        return ends.every((end, partition) => comparePosition(checkpoints[partition]?.position ?? START, end) >= 0);
      },
      { what: `the projection up to ${ends.join(', ')}` },
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((projector) => projector.stop()));
    await this.service.close();
    await this.pool.end();
    await this.database.drop();
  }
}

async function endOf(store: EventStore, partition: number): Promise<Position> {
  const reading = new AbortController();
  let end = START;
  await store.subscribe({
    partition,
    after: undefined,
    onCommits: (items) => {
      end = items.at(-1)?.position ?? end;
      return Promise.resolve();
    },
    onCaughtUp: () => {
      reading.abort();
    },
    signal: reading.signal,
  });
  return end;
}

/** Returns the fold of the product with some functions replaced. */
export const foldWith = (overrides: Partial<Fold>): Fold => ({ ...recordingFold, ...overrides });
