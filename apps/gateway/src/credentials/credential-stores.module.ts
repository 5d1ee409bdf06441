import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CredentialWriter } from '@throughline/credentials';
import { CONFIG } from '../config.js';
import { NATS } from '../log/log.module.js';
import { provide } from '../provide.js';
import { CREDENTIAL_STORE } from './credential-store.js';
import { PostgresCredentialStore } from './credential-store.postgres.js';
import { ConsentEntity, CredentialEntity } from './credential.entity.js';
import { GoogleConsent } from './google-consent.js';
import { CONSENT_PROVIDER, SECRET_STORE } from './provider.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([CredentialEntity, ConsentEntity])],
  providers: [{ provide: CREDENTIAL_STORE, useClass: PostgresCredentialStore }],
  exports: [CREDENTIAL_STORE],
})
export class CredentialStoreModule {}

/** The records of secrets on the bus, and Google. */
@Global()
@Module({
  providers: [
    provide(SECRET_STORE, { nc: NATS, config: CONFIG }, ({ nc, config }) => CredentialWriter.over(nc, config.masterKey)),
    provide(GoogleConsent, { config: CONFIG }, ({ config }) => new GoogleConsent(config.google, config.fetchAllowed)),
    { provide: CONSENT_PROVIDER, useExisting: GoogleConsent },
  ],
  exports: [SECRET_STORE, CONSENT_PROVIDER],
})
export class CredentialServicesModule implements OnApplicationShutdown {
  constructor(@Inject(GoogleConsent) private readonly google: GoogleConsent) {}

  onApplicationShutdown(): Promise<void> {
    return this.google.close();
  }
}
