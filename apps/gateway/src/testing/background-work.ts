import type { INestApplicationContext } from '@nestjs/common';
import { BulkRunner } from '../batches/bulk/bulk-runner.js';
import { Channels } from '../channels/channels.js';
import { Intakes } from '../items/register/intakes.js';
import { RetentionSweep } from '../items/retention/retention-sweep.js';
import { Authenticator } from '../people/tokens/authenticator.js';
import { SourceSyncs } from '../sources/syncs/source-syncs.js';
import { JobRunner } from '../batches/jobs/job-runner.js';
import { JobScheduler } from '../batches/jobs/job-scheduler.js';
import { DeletionRunner } from '../exchange/my-data/deletion/deletion-runner.js';
import { ExportRunner } from '../exchange/my-data/exports/export-runner.js';
import { NoticeSender } from '../announcements/notices/notice-sender.js';
import { PendingCorrections } from '../kinds/transcripts/pending-corrections.js';
import { QuotaWaits } from '../people/quotas/quota-waits.js';
import { WebhookSender } from '../announcements/webhooks/webhook-sender.js';
import { UploadSweep } from '../exchange/uploads/sweep.js';

/** The background work of a gateway, which specs start themselves. */
export interface BackgroundWork {
  readonly intakes: Intakes;
  readonly uploads: UploadSweep;
  readonly retention: RetentionSweep;
  readonly corrections: PendingCorrections;
  readonly bulk: BulkRunner;
  readonly quotaWaits: QuotaWaits;
  readonly jobs: { readonly runner: JobRunner; readonly scheduler: JobScheduler };
  readonly channels: Channels;
  readonly sourceSyncs: SourceSyncs;
  readonly webhooks: WebhookSender;
  readonly notices: NoticeSender;
  readonly exports: ExportRunner;
  readonly deletions: DeletionRunner;
  readonly authenticator: Authenticator;
}

export const backgroundWorkOf = (app: INestApplicationContext): BackgroundWork => ({
  intakes: app.get(Intakes, { strict: false }),
  uploads: app.get(UploadSweep, { strict: false }),
  retention: app.get(RetentionSweep, { strict: false }),
  corrections: app.get(PendingCorrections, { strict: false }),
  bulk: app.get(BulkRunner, { strict: false }),
  quotaWaits: app.get(QuotaWaits, { strict: false }),
  jobs: { runner: app.get(JobRunner, { strict: false }), scheduler: app.get(JobScheduler, { strict: false }) },
  channels: app.get(Channels, { strict: false }),
  sourceSyncs: app.get(SourceSyncs, { strict: false }),
  webhooks: app.get(WebhookSender, { strict: false }),
  notices: app.get(NoticeSender, { strict: false }),
  exports: app.get(ExportRunner, { strict: false }),
  deletions: app.get(DeletionRunner, { strict: false }),
  authenticator: app.get(Authenticator, { strict: false }),
});
