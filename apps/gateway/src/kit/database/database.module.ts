import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from '@throughline/service-kit';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { CONFIG, type GatewayConfig } from '../../config.js';
import { LOG } from '../../gateway-context.js';
import { provide, type Token } from '../provide.js';
import { type PoolLimits, READ_POOL, createReadPool } from './bounded-pool.js';
import { controlOptions, migrate } from './database.js';
import { retryUntilAvailable } from './retry-until-available.js';
import { Transactions } from './transactions.js';

type Config = Pick<GatewayConfig, 'postgresUrl' | 'readDeadlineMs'>;

const limitsOf = ({ readDeadlineMs }: Config): PoolLimits => ({ statementMs: readDeadlineMs });

/** The connections to PostgreSQL: repositories of schema `control`, and a pool for reads of the projection. */
@Module({
  providers: [
    provide(READ_POOL, { config: CONFIG, log: LOG }, ({ config, log }) =>
      createReadPool(config.postgresUrl, log, limitsOf(config)),
    ),
    provide(Transactions, { control: DataSource }, ({ control }) => new Transactions(control)),
  ],
  exports: [READ_POOL, Transactions],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  /** Migrates and connects once this provider exists, so that a start that fails earlier leaves nothing open. */
  static after(...first: readonly Token<unknown>[]): DynamicModule {
    const control = TypeOrmModule.forRootAsync({
      inject: [CONFIG, LOG, ...first],
      useFactory: async (config: Config, log: Logger) => {
        await retryUntilAvailable('PostgreSQL', log, () => migrate(config.postgresUrl));
        return { ...controlOptions(config.postgresUrl, limitsOf(config)), autoLoadEntities: true };
      },
    });
    return { module: DatabaseModule, global: true, imports: [control] };
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.end();
  }
}
