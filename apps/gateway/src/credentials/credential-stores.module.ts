import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CredentialWriters, OAuthProviders } from '@throughline/credentials';
import { CONFIG } from '../config.js';
import { NATS } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { CREDENTIAL_STORE } from './credential-store.js';
import { PostgresCredentialStore } from './credential-store.postgres.js';
import { ConsentEntity, CredentialEntity } from './credential.entity.js';
import { CONSENT_PROVIDERS, SECRET_STORE } from './provider.js';

@Module({
  imports: [TypeOrmModule.forFeature([CredentialEntity, ConsentEntity])],
  providers: [{ provide: CREDENTIAL_STORE, useClass: PostgresCredentialStore }],
  exports: [CREDENTIAL_STORE],
})
export class CredentialStoreModule {}

/** A user waits for the answer in a browser. Milliseconds. */
const TIMEOUTS = { connectMs: 5_000, idleMs: 15_000 };

/** The records of secrets on the bus, and the services that ask for consent. */
@Module({
  providers: [
    provide(SECRET_STORE, { nc: NATS, config: CONFIG }, ({ nc, config }) => CredentialWriters.over(nc, config.masterKey)),
    provide(OAuthProviders, { config: CONFIG }, ({ config }) => new OAuthProviders(config, config.fetchAllowed, TIMEOUTS)),
    { provide: CONSENT_PROVIDERS, useExisting: OAuthProviders },
  ],
  exports: [SECRET_STORE, CONSENT_PROVIDERS],
})
export class CredentialServicesModule implements OnApplicationShutdown {
  constructor(@Inject(OAuthProviders) private readonly services: OAuthProviders) {}

  onApplicationShutdown(): Promise<void> {
    return this.services.close();
  }
}
