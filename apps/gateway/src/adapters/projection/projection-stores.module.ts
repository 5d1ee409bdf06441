import { Inject, Module } from '@nestjs/common';
import { PIPELINES } from '@throughline/contracts';
import { Health } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { READ_POOL } from '../../kit/database/bounded-pool.js';
import { findFullDatabase } from '../../kit/database/full-disk.js';
import { HISTORY } from '../log/index.js';
import { provide } from '../../kit/provide.js';
import { CHANGE_FEED, openChanges } from './change-feed.js';
import { CHANGES, ChangeListener } from './change.listener.js';
import { ClientPositions } from './client-positions.js';
import { OUTPUT_ITEMS } from './output-items.js';
import { PostgresOutputItems } from './output-items.postgres.js';
import { PROJECTION_CHANGES } from './projected.js';
import { PostgresProjectionChanges } from './projected.postgres.js';
import { createProjectionQuery } from './projection-query.js';
import { QUARANTINED_ROWS, DOCUMENT_ROWS, ITEM_ROWS, RECORDING_ROWS, SESSION_ROWS } from './rows.js';
import { PostgresQuarantined } from './quarantined.postgres.js';
import { PostgresItemRows } from './rows.postgres.js';
import { RESTING_ITEMS } from './resting-items.js';
import { PostgresRestingItems } from './resting-items.postgres.js';
import { RULED_DOCUMENTS } from './ruled-documents.js';
import { PostgresRuledDocuments } from './ruled-documents.postgres.js';
import { TEMPLATE_USES } from './template-uses.js';
import { PostgresTemplateUses } from './template-uses.postgres.js';

/** The rows of the projector, and its announcements. */
@Module({
  controllers: [ChangeListener],
  providers: [
    provide(RECORDING_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresItemRows(pool)),
    provide(ITEM_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresItemRows(pool, PIPELINES)),
    provide(DOCUMENT_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresItemRows(pool, ['document'])),
    provide(SESSION_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresItemRows(pool, ['session'])),
    provide(QUARANTINED_ROWS, { pool: READ_POOL }, ({ pool }) => new PostgresQuarantined(pool)),
    provide(OUTPUT_ITEMS, { pool: READ_POOL }, ({ pool }) => new PostgresOutputItems(pool)),
    provide(RESTING_ITEMS, { pool: READ_POOL }, ({ pool }) => new PostgresRestingItems(pool)),
    provide(RULED_DOCUMENTS, { pool: READ_POOL }, ({ pool }) => new PostgresRuledDocuments(pool)),
    provide(TEMPLATE_USES, { pool: READ_POOL }, ({ pool }) => new PostgresTemplateUses(pool)),
    provide(
      PROJECTION_CHANGES,
      { pool: READ_POOL, history: HISTORY },
      ({ pool, history: { partitions } }) => new PostgresProjectionChanges(pool, partitions),
    ),
    provide(CHANGES, { bus: BusStrategy }, ({ bus }) => openChanges(bus.status)),
    { provide: CHANGE_FEED, useExisting: CHANGES },
    ClientPositions,
  ],
  exports: [
    RECORDING_ROWS,
    ITEM_ROWS,
    DOCUMENT_ROWS,
    SESSION_ROWS,
    QUARANTINED_ROWS,
    OUTPUT_ITEMS,
    RESTING_ITEMS,
    TEMPLATE_USES,
    RULED_DOCUMENTS,
    PROJECTION_CHANGES,
    CHANGE_FEED,
    ClientPositions,
  ],
})
export class ProjectionStoresModule {
  constructor(@Inject(READ_POOL) pool: Pool, @Inject(DataSource) control: DataSource, @Inject(Health) health: Health) {
    const query = createProjectionQuery(pool);
    health.add({
      name: 'postgres',
      check: async () => {
        // Reads need the projection's tables, and authentication needs the control tables.
        await Promise.all([
          query('select from projection.asset limit 1', []),
          control.query('select from control.token limit 1'),
        ]);
        const full = await findFullDatabase(pool);
        return { ok: true, ...(full === undefined ? {} : { detail: full }) };
      },
    });
  }
}
