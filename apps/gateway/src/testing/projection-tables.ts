import pg from 'pg';
import { openControl, type ControlDatabase } from './control-database.js';
import { openProjector, openWorld } from './real-gateway.js';

/** The tables of the projector without a projector, for specs that write the rows themselves. */
export interface ProjectionTables {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

export async function openProjectionTables(): Promise<ProjectionTables> {
  const world = await openWorld();
  // Runs a projector only to create its tables. It has nothing to write, so it stops at once.
  const stopProjector = await openProjector(world);
  await stopProjector();
  const { url } = world.database;
  const pool = new pg.Pool({ connectionString: url });
  return {
    url,
    pool,
    close: async () => {
      await pool.end();
      await world.close();
    },
  };
}

export interface ProjectedControl extends ControlDatabase {
  readonly pool: pg.Pool;
}

/** Opens the tables of the projector and the stores of the gateway in one database. */
export async function openProjectedControl(): Promise<ProjectedControl> {
  const { url, pool, close } = await openProjectionTables();
  const control = await openControl(url);
  return {
    ...control,
    pool,
    close: async () => {
      await control.close();
      await close();
    },
  };
}
