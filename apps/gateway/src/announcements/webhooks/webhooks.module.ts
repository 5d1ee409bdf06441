import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { GuardedClient } from '@throughline/outgoing';
import { VERSION } from '@throughline/service-kit';
import { Background } from '../../kit/background.js';
import { LostCredentials } from '../../credentials/index.js';
import { CredentialsModule } from '../../credentials/credentials.module.js';
import { FAILPOINT, LOG, NOW, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { HISTORY } from '../../adapters/log/index.js';
import { CHANGE_FEED } from '../../adapters/projection/index.js';
import { provide, type Token } from '../../kit/provide.js';
import { Quotas } from '../../people/quotas/index.js';
import { QuotasModule } from '../../people/quotas/quotas.module.js';
import { WebhookEndpointsController } from './webhooks.controller.js';
import { findLibraryEvents } from './library-events.js';
import './payload.dto.js';
import { WebhookSender } from './webhook-sender.js';
import { WEBHOOK_QUEUE, WEBHOOK_STORE } from './webhook-store.js';
import { Webhooks } from './webhooks.js';

const ROUND_MS = 1_000;

const WEBHOOK_CLIENT: Token<GuardedClient> = Symbol('WebhookClient');

/** Requests to addresses of users that tell of changes to items. */
@Module({
  imports: [AdministrationLogModule, HttpModule, CredentialsModule, QuotasModule],
  controllers: [WebhookEndpointsController],
  providers: [
    provide(
      WEBHOOK_CLIENT,
      { settings: SETTINGS },
      ({ settings }) => new GuardedClient({ allowed: settings.fetchAllowed, userAgent: `Throughline/${VERSION}` }),
    ),
    provide(
      Webhooks,
      { store: WEBHOOK_STORE, client: WEBHOOK_CLIENT, settings: SETTINGS, log: AdministrationLog, now: NOW },
      ({ settings, ...parts }) => new Webhooks({ ...parts, allowed: settings.fetchAllowed, origin: settings.publicUrl }),
    ),
    provide(
      WebhookSender,
      {
        queue: WEBHOOK_QUEUE,
        store: WEBHOOK_STORE,
        quotas: Quotas,
        lost: LostCredentials,
        history: HISTORY,
        client: WEBHOOK_CLIENT,
        changes: CHANGE_FEED,
        settings: SETTINGS,
        failpoint: FAILPOINT,
        now: NOW,
        onProblem: ON_PROBLEM,
        log: LOG,
        background: Background,
      },
      ({ background, changes, settings, log, store, quotas, lost, ...ports }) => {
        const sender = new WebhookSender({
          ...ports,
          findLibraryEvents: (libraryId, chosen) => findLibraryEvents(libraryId, chosen, { quotas, lost, store, now: ports.now }),
          origin: settings.publicUrl,
          random: Math.random,
          onRestored: ({ id }) => {
            log.warn({ endpoint: id }, 'a webhook endpoint continues after a restored log');
          },
          onDisabled: ({ id, disabledReason }) => {
            log.warn({ endpoint: id, reason: disabledReason }, 'disabled a webhook endpoint');
          },
        });
        changes.subscribe((change) => {
          sender.hear(change);
        });
        background.every(ROUND_MS, 'send webhooks', () => sender.round());
        return sender;
      },
    ),
  ],
})
export class WebhooksModule {}
