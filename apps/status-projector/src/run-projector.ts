import { Health, Metrics, createLogger, failpoint, runService, watchNats } from '@throughline/service-kit';
import type { Pool } from 'pg';
import type { ProjectorConfig } from './config.js';
import { openConnections } from './connections.js';
import { DriftSweep } from './drift/drift-sweep.js';
import { recordingFold } from './fold/recording-fold.js';
import {
  registerBatchCounters,
  registerRepairCounter,
  registerLagMetrics,
  registerPartitionMetrics,
  registerSweepMetrics,
} from './metrics/projection-metrics.js';
import { registerTableMetrics } from './metrics/table-state.js';
import { openPool } from './open-pool.js';
import { announceChanges } from './project/announce.js';
import { Projector } from './project/projector.js';
import { ProjectorLifecycle, ProjectorModule } from './projector.module.js';
import { readQuarantinedAssets, describeQuarantinedAsset } from './quarantine/quarantined-assets.js';
import { Sweeper } from './reconcile/sweeper.js';
import { PROJECTION_SCHEMA } from './schema/migrate.js';
import { requireTablesWhenReachable } from './schema/require-tables.js';

/** Shorter than the time that a scrape allows its sources. */
const SCRAPE_LIMIT_MS = 1_500;

export async function runProjector(config: ProjectorConfig): Promise<void> {
  const logger = createLogger({ service: 'status-projector', level: config.logLevel });
  const connections = await openConnections('projector', config, logger);
  const { nc, pool, store } = connections;
  await requireTablesWhenReachable(pool, logger);
  const fold = recordingFold;
  const metrics = new Metrics('status-projector', {
    ofProcess: true,
    onProblem: (error) => {
      logger.warn({ err: error }, 'could not collect a metric');
    },
  });
  const written = registerBatchCounters(metrics);
  const projector = new Projector({
    pool,
    store,
    fold,
    maxEvents: config.maxEvents,
    cacheSize: config.cacheSize,
    log: logger,
    beforeCommit: () => failpoint('projector.before-commit'),
    onWritten: async (batch) => {
      written(batch);
      await failpoint('projector.after-commit');
      announceChanges(nc, fold, batch);
    },
  });
  const scraped = scrapePool(config.postgresUrl);
  registerTableMetrics(metrics, scraped);
  registerLagMetrics(metrics, { nc, pool: scraped });
  registerPartitionMetrics(metrics, () => projector.statuses);
  const sweeper = new Sweeper({
    pool,
    store,
    fold,
    announcer: nc,
    everyMs: config.sweepEveryMs,
    olderThanMs: config.sweepOlderThanMs,
    log: logger,
  });
  const repaired = registerRepairCounter(metrics);
  const drift = new DriftSweep({
    pool,
    store,
    fold,
    rowsPerSecond: config.driftRowsPerSecond,
    isProjected: (partition) => projector.statuses.get(partition)?.state === 'live',
    onRepaired: (batch) => {
      repaired();
      announceChanges(nc, fold, batch);
    },
    log: logger,
  });
  registerSweepMetrics(metrics, () => drift.passAgeSeconds);
  const health = new Health('status-projector');
  watchNats(health, nc);
  health.add({
    name: 'postgres',
    check: async () => {
      await pool.query('select 1');
      return { ok: true };
    },
  });
  health.add({
    name: 'held-items',
    // A quarantined item does not affect the others, so the service is ready. The detail lists the items.
    check: async () => {
      const quarantined = await readQuarantinedAssets(pool, PROJECTION_SCHEMA);
      return quarantined.length === 0 ? { ok: true } : { ok: true, detail: quarantined.map(describeQuarantinedAsset).join('; ') };
    },
  });
  health.add({ name: 'projection', check: () => Promise.resolve(projector.health()) });
  const closeAll = async (): Promise<void> => {
    await scraped.end();
    await connections.close();
  };
  await runService({
    name: 'status-projector',
    module: ProjectorModule.of(health, metrics, new ProjectorLifecycle(projector, sweeper, drift, { close: closeAll })),
    logger,
    http: { host: config.httpHost, port: config.httpPort },
  });
}

/** Separate connections: a scrape neither waits for the projector nor takes its connections. */
function scrapePool(connectionString: string): Pool {
  const limits = { connectionTimeoutMillis: SCRAPE_LIMIT_MS, statement_timeout: SCRAPE_LIMIT_MS };
  // A lost connection shows up as missing metrics, so no listener is needed.
  return openPool({ connectionString, max: 3, application_name: 'status-projector-metrics', ...limits }, () => undefined);
}
