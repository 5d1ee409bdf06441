import { DOWNLOAD, TRANSCRIBE, type Plan, type RunConfig } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import { download, planOf, stage } from './planned-steps.js';
import { stages } from './stages/registry.js';

/**
 * Plans the audit process: it fetches, transcribes and delivers the video of a Notion page. The page's status is a view of the
 * state and no step, so page errors never affect the video (AUD-14).
 */
export function planAuditProcess(config: RunConfig): Plan {
  const work = [download, stage(TRANSCRIBE, stages.TRANSCRIBE.lane, { dependsOn: [DOWNLOAD], required: true })];
  return planOf('audit-process', [...work, ...deliveries(config, work)], config);
}
