import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ConnectCredential } from './connect.js';
import { ConsentController } from './consent.controller.js';
import { CredentialsController } from './credentials.controller.js';
import { Credentials } from './credentials.js';

@Module({
  imports: [HttpModule, PeopleModule],
  controllers: [ConsentController, CredentialsController],
  providers: [
    provide(
      Credentials,
      [],
      ({ ports: { credentials: store, secrets: desk, channels }, settings }) =>
        new Credentials({ ...settings, store, desk, channels }),
    ),
    provide(
      ConnectCredential,
      [Credentials],
      ({ ports: { credentials: store, secrets: desk, consent: provider, now } }, credentials) =>
        new ConnectCredential({ credentials, store, desk, provider, now }),
    ),
  ],
})
export class CredentialsModule {}
