import { DOWNLOAD, TRANSCRIBE, type Plan, type RunConfig } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import { download, planOf, stage } from './planned-steps.js';

/**
 * The audit process as data: a video of somebody else's page is fetched, heard, and delivered. What the page shows of it is a view of its state,
 * no step: nothing that happens there changes what becomes of the video (AUD-14).
 */
export function planAuditProcess(config: RunConfig): Plan {
  const work = [download, stage(TRANSCRIBE, 'speech', { dependsOn: [DOWNLOAD], required: true })];
  return planOf('audit-process', [...work, ...deliveries(config, work)], config);
}
