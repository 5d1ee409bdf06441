import pg from 'pg';
import { openControl, type ControlDatabase } from './control-database.js';
import { openDatabase } from './real-gateway.js';

/** The tables of the projector without a projector, for specs that write the rows themselves. */
export interface ProjectionTables {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

export async function openProjectionTables(): Promise<ProjectionTables> {
  const database = await openDatabase();
  const { url } = database;
  const pool = new pg.Pool({ connectionString: url });
  // A projector that has just started stores this.
  await pool.query(
    `insert into projection.projection_checkpoint (partition, generation, incarnation, position) values (0, 1, 'log', 0)`,
  );
  return {
    url,
    pool,
    close: async () => {
      await pool.end();
      await database.drop();
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
