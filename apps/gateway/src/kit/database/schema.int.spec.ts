import { freshDatabase, type FreshDatabase } from '@throughline/stack/testing';
import { openControl, type ControlDatabase } from '../../testing/control-database.js';

describe('the schema control', () => {
  let database: FreshDatabase;
  let opened: readonly ControlDatabase[];
  beforeAll(async () => {
    database = await freshDatabase();
    opened = await Promise.all([1, 2, 3].map(() => openControl(database.url)));
  });
  afterAll(async () => {
    await Promise.all(opened.map(({ close }) => close()));
    await database.drop();
  });

  it('is migrated once, however many gateways start simultaneously', async () => {
    const sql = 'select count(*)::int as times from control.migration group by name';
    const rows = await opened[0]?.control.query<{ times: number }[]>(sql);
    expect(rows?.length).toBeGreaterThan(1);
    expect(new Set(rows?.map(({ times }) => times))).toEqual(new Set([1]));
  });

  it('is what the entities describe', async () => {
    const changes = await opened[0]?.control.driver.createSchemaBuilder().log();
    expect(changes?.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('has an entity for every table', async () => {
    const tables = await opened[0]?.control.query<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = 'control' and table_name <> 'migration'`,
    );
    const entities = opened[0]?.control.entityMetadatas.map(({ tableName }) => tableName);
    expect(tables?.map(({ name }) => name).sort()).toEqual(entities?.sort());
  });
});
