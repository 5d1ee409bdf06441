import type { WorkerLog } from '@throughline/engine';
import type { MirrorParts } from './mirror.js';

/** Logs progress by codes and ids. Texts of pages and of Notion's answers must not reach the log. */
export const createMirrorLog = (
  log: Pick<WorkerLog, 'warn'>,
  count: Pick<MirrorParts['reports'], 'written' | 'failed'>,
): MirrorParts['reports'] => ({
  written: () => {
    count.written();
  },
  failed: (code, asset) => {
    count.failed(code, asset);
    log.warn({ code, asset }, 'could not update a Notion page, retrying');
  },
  problem: (error) => {
    log.warn({ err: error }, 'the mirror reported a problem and continues');
  },
});
