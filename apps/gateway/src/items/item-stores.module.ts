import { Inject, Module } from '@nestjs/common';
import { measureFreeBytes, openArtifactStore, type ArtifactStore } from '@throughline/artifact-store';
import { Health } from '@throughline/service-kit';
import { CONFIG } from '../config.js';
import { READ_POOL } from '../kit/database/bounded-pool.js';
import { BROKER_PROBLEM, NATS } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { FORECAST_ROWS } from './estimates/forecast-rows.js';
import { PostgresForecastRows } from './estimates/forecast-rows.postgres.js';
import {
  ARTIFACTS,
  FREE_BYTES,
  findFullStore,
  findStorageProblem,
  STORAGE_PROBLEM,
  type StorageParts,
} from './files/artifacts.js';
import { PICTURE_SERVICE } from './files/picture-service.js';
import { BusPictureService } from './files/picture-service.bus.js';
import { PAST_DOCUMENT_ROWS, PAST_RECORDING_ROWS } from './history/past-rows.js';
import { PostgresPastRows } from './history/past-rows.postgres.js';

/** The artifacts, and the rows of estimates and of the past. */
@Module({
  providers: [
    provide(ARTIFACTS, { config: CONFIG }, ({ config: { artifactsDir: dir, artifactsUrl: url, s3: connections } }) =>
      openArtifactStore({ dir, url, connections }),
    ),
    provide(
      FREE_BYTES,
      { config: CONFIG },
      ({ config: { artifactsDir, artifactsUrl } }) =>
        () =>
          artifactsUrl === undefined ? measureFreeBytes(artifactsDir) : Promise.resolve(undefined),
    ),
    provide(
      STORAGE_PROBLEM,
      { brokerProblem: BROKER_PROBLEM, freeBytes: FREE_BYTES },
      (parts) => () => findStorageProblem(parts),
    ),
    provide(PICTURE_SERVICE, { nc: NATS }, ({ nc }) => new BusPictureService(nc)),
    provide(FORECAST_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresForecastRows(pool)),
    provide(PAST_RECORDING_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresPastRows(pool)),
    provide(PAST_DOCUMENT_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresPastRows(pool, ['document'])),
  ],
  exports: [ARTIFACTS, FREE_BYTES, STORAGE_PROBLEM, PICTURE_SERVICE, FORECAST_ROWS, PAST_RECORDING_ROWS, PAST_DOCUMENT_ROWS],
})
export class ItemStoresModule {
  constructor(
    @Inject(ARTIFACTS) artifacts: ArtifactStore,
    @Inject(FREE_BYTES) freeBytes: StorageParts['freeBytes'],
    @Inject(Health) health: Health,
  ) {
    health.add({
      name: 'artifacts',
      check: async () => {
        // Looking up an absent key reaches the folder or the bucket.
        const isReachable = (await artifacts.stat('health/probe')) === undefined;
        const full = await findFullStore(freeBytes);
        return { ok: isReachable, ...(full === undefined ? {} : { detail: full }) };
      },
    });
  }
}
