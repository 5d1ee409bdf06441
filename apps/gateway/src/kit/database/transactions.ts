import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

interface OpenTransaction {
  readonly control: DataSource;
  /** Undefined once the transaction has ended: work that outlives it gets connections of its own. */
  runner: QueryRunner | undefined;
  /** The transaction in which this one was opened. */
  readonly around: OpenTransaction | undefined;
}

/**
 * The transactions that the present work runs in. A single one for the process: Node passes each storage that was ever used from
 * promise to promise, so a storage for each data source would make everything slower with each data source, also closed ones.
 */
const transactions = new AsyncLocalStorage<OpenTransaction>();

function findOpen(control: DataSource): OpenTransaction | undefined {
  let open = transactions.getStore();
  while (open !== undefined && open.control !== control) open = open.around;
  return open;
}

/** The transaction owns the connection, so a repository that joins it must not release it. */
const withoutRelease = (runner: QueryRunner): QueryRunner =>
  new Proxy(runner, {
    get(target, name): unknown {
      if (name === 'release') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });

/**
 * Transactions over several stores. Every repository of the data source joins the transaction that its caller has opened, because
 * TypeORM asks the data source for a connection at each query.
 */
export class Transactions {
  constructor(private readonly control: DataSource) {
    const createQueryRunner = control.createQueryRunner.bind(control);
    control.createQueryRunner = (mode) => {
      const runner = findOpen(control)?.runner;
      return runner === undefined ? createQueryRunner(mode) : withoutRelease(runner);
    };
  }

  /** Runs the work in one transaction: in the present one, else in a new one. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.control.transaction(async (manager) => {
      const open: OpenTransaction = { control: this.control, runner: manager.queryRunner, around: transactions.getStore() };
      try {
        return await transactions.run(open, () => work(manager));
      } finally {
        open.runner = undefined;
      }
    });
  }
}
