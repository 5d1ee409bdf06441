import type { Origin, RunConfig } from '@throughline/contracts';
import { mirrorOf, type MirrorView } from '../mirror/mirror-of.js';
import type { StalledStep } from '../mirror/mishap.js';
import { Journey, aConfig, aRun } from './journey.js';

/** A page, by way of a channel. */
export const ORIGIN: Origin = { channel: 7, page: '11111111-2222-4333-8444-555555555555' };

/** The delivery of the output `drive`. */
export const DRIVE = 'deliver:drive';

/** A video of a page, with its run started. */
export const anAudit = (config: RunConfig = aConfig(['drive'])): Journey =>
  aRun(config, { pipeline: 'audit-process', origin: ORIGIN });

/** The same, and all that is left are its deliveries. */
export const transcribed = (config: RunConfig = aConfig(['drive'])): Journey => anAudit(config).through('DOWNLOAD', 'TRANSCRIBE');

/** What its page is to show now. */
export const shown = ({ state, personal }: Journey, stalled: readonly StalledStep[] = []): MirrorView | undefined =>
  mirrorOf(state, { personal, stalled });
