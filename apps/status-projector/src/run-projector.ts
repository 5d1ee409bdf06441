import { Health, createLogger, failpoint, runService, watchNats } from '@throughline/service-kit';
import type { ProjectorConfig } from './config.js';
import { openConnections } from './connections.js';
import { recordingFold } from './fold/recording-fold.js';
import { announceChanges } from './project/announce.js';
import { Projector } from './project/projector.js';
import { ProjectorLifecycle, ProjectorModule } from './projector.module.js';
import { Sweeper } from './reconcile/sweeper.js';
import { migrateWhenReachable } from './schema/migrate.js';

/** Runs the projector as this process. */
export async function runProjector(config: ProjectorConfig): Promise<void> {
  const logger = createLogger({ service: 'status-projector', level: config.logLevel });
  const connections = await openConnections('projector', config, logger);
  const { nc, pool, store } = connections;
  await migrateWhenReachable(pool, logger);
  const fold = recordingFold;
  const projector = new Projector({
    pool,
    store,
    fold,
    maxEvents: config.maxEvents,
    cacheSize: config.cacheSize,
    log: logger,
    beforeCommit: () => failpoint('projector.before-commit'),
    onWritten: async (batch) => {
      await failpoint('projector.after-commit');
      announceChanges(nc, fold, batch);
    },
  });
  const sweeper = new Sweeper({
    pool,
    announcer: nc,
    everyMs: config.sweepEveryMs,
    olderThanMs: config.sweepOlderThanMs,
    log: logger,
  });
  const health = new Health('status-projector');
  watchNats(health, nc);
  health.add({
    name: 'postgres',
    check: async () => {
      await pool.query('select 1');
      return { ok: true };
    },
  });
  health.add({ name: 'projection', check: () => Promise.resolve(projector.health()) });
  await runService({
    name: 'status-projector',
    module: ProjectorModule.of(health, new ProjectorLifecycle(projector, sweeper, connections)),
    logger,
    http: { host: config.httpHost, port: config.httpPort },
  });
}
