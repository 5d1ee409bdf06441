import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { Transactions } from './transactions.js';

let runners = 0;
const newRunner = (): QueryRunner => ({ id: (runners += 1) }) as unknown as QueryRunner;

/** The part of a data source that transactions use. */
const fakeSource = (): DataSource =>
  ({
    createQueryRunner: newRunner,
    transaction: <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> =>
      work({ queryRunner: newRunner() } as unknown as EntityManager),
  }) as unknown as DataSource;

const idOf = (runner: QueryRunner | undefined): unknown => (runner as unknown as { id: number } | undefined)?.id;

describe('transactions over several stores', () => {
  it('are joined by each query of their data source, also below those of another one', async () => {
    const [one, other] = [fakeSource(), fakeSource()];
    const [ofOne, ofOther] = [new Transactions(one), new Transactions(other)];
    await ofOne.run(async (outer) => {
      expect(idOf(one.createQueryRunner())).toBe(idOf(outer.queryRunner));
      expect(idOf(other.createQueryRunner())).not.toBe(idOf(outer.queryRunner));
      await ofOther.run((inner) => {
        expect(idOf(other.createQueryRunner())).toBe(idOf(inner.queryRunner));
        expect(idOf(one.createQueryRunner())).toBe(idOf(outer.queryRunner));
        return Promise.resolve();
      });
    });
  });

  it('are not joined by work that outlives them', async () => {
    const source = fakeSource();
    let later: () => unknown = () => undefined;
    const inside = await new Transactions(source).run(({ queryRunner }) => {
      later = AsyncLocalStorage.bind(() => idOf(source.createQueryRunner()));
      return Promise.resolve(idOf(queryRunner));
    });
    expect(later()).not.toBe(inside);
  });

  it('use one storage of the process, however many data sources there are', async () => {
    const run = jest.spyOn(AsyncLocalStorage.prototype, 'run');
    for (let count = 0; count < 3; count += 1) await new Transactions(fakeSource()).run(() => Promise.resolve());
    expect(run).toHaveBeenCalledTimes(3);
    expect(new Set(run.mock.contexts).size).toBe(1);
  });
});
