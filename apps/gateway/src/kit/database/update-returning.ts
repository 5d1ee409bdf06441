import type { FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity, Repository } from 'typeorm';

/** Updates one row and returns it, in one statement. TypeORM returns the columns by their names in the database. */
export async function updateReturning<Row extends ObjectLiteral>(
  rows: Repository<Row>,
  where: FindOptionsWhere<Row>,
  values: QueryDeepPartialEntity<Row>,
): Promise<Row | undefined> {
  const result = await rows.update(where, values, { returning: '*' });
  const [row] = result.raw as ObjectLiteral[];
  return row && (rows.manager.dataSource.driver.createGeneratedMap(rows.metadata, row, 0, 1) as Row | undefined);
}
