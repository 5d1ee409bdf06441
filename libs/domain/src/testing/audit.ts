import type { Origin, RunConfig } from '@throughline/contracts';
import { renderMirrorView, type MirrorView } from '../mirror/mirror-view.js';
import type { StalledStep } from '../mirror/page-problem.js';
import { Journey, aConfig, aRun } from './journey.js';

/** The page that test items come from, and its channel. */
export const ORIGIN: Origin = { channel: 7, page: '11111111-2222-4333-8444-555555555555' };

export const DRIVE = 'deliver:drive';

export const anAudit = (config: RunConfig = aConfig(['drive'])): Journey =>
  aRun(config, { pipeline: 'audit-process', origin: ORIGIN });

/** Returns the same video with only its deliveries left. */
export const aTranscribedAudit = (config: RunConfig = aConfig(['drive'])): Journey =>
  anAudit(config).through('DOWNLOAD', 'TRANSCRIBE');

export const pageViewOf = ({ state, personal }: Journey, stalled: readonly StalledStep[] = []): MirrorView | undefined =>
  renderMirrorView(state, { personal, stalled });
