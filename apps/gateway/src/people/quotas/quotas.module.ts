import { AdministrationLog } from '../administration-log/index.js';
import { AdministrationLogModule } from '../administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { AssetCommands } from '@throughline/engine';
import { Background } from '../../kit/background.js';
import { NOW, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { provide } from '../../kit/provide.js';
import { AdmissionController } from './admission.controller.js';
import { MyQuotaController } from './my-quota.controller.js';
import { QUOTA_BOOK } from './quota-book.js';
import { QUOTA_LIMIT_STORE } from './quota-limit-store.js';
import { QuotaWaits } from './quota-waits.js';
import { Quotas } from './quotas.js';
import { UserQuotasController } from './user-quotas.controller.js';

/** Quotas of libraries: reads for people, limits by administrators, and admission of steps for workers. */
@Module({
  imports: [AdministrationLogModule],
  controllers: [MyQuotaController, UserQuotasController, AdmissionController],
  providers: [
    provide(
      Quotas,
      { limits: QUOTA_LIMIT_STORE, book: QUOTA_BOOK, settings: SETTINGS, log: AdministrationLog, now: NOW },
      ({ settings, ...ports }) => new Quotas({ ...ports, defaults: settings.quotas }),
    ),
    provide(
      QuotaWaits,
      {
        quotas: Quotas,
        book: QUOTA_BOOK,
        commands: AssetCommands,
        now: NOW,
        onProblem: ON_PROBLEM,
        settings: SETTINGS,
        background: Background,
      },
      ({ settings, background, ...ports }) => {
        const waits = new QuotaWaits(ports);
        background.sweep(settings.sweepEveryMs, 'steps continued after they waited for a quota', (signal) =>
          waits.continueAll(signal),
        );
        return waits;
      },
    ),
  ],
  exports: [Quotas],
})
export class QuotasModule {}
