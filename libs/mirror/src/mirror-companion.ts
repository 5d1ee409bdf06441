import { MIRROR_STORE } from '@throughline/contracts';
import { CredentialVault } from '@throughline/credentials';
import { JetStreamKeyValueStore, systemClock } from '@throughline/messaging';
import type { Companion, CompanionParts } from '@throughline/worker-host';
import { Election } from './election/election.js';
import { Mirror, type MirrorParts } from './mirror.js';
import { MirrorMetrics } from './mirror-metrics.js';
import { createMirrorLog } from './mirror-log.js';
import type { NotionAccess } from './notion/notion-access.js';
import type { MirrorConfig } from './settings.js';

const WRITER = 'writer';

/** Creates the background task for Notion pages. Deliveries never wait for it (AUD-14). */
export function createMirrorCompanion(config: MirrorConfig, access: NotionAccess, parts: CompanionParts): Companion {
  const { nc, store, commands, leases, log, leaseTermMs } = parts;
  const metrics = new MirrorMetrics(parts.metrics);
  const mirrorLog = createMirrorLog(log, metrics);
  const onProblem = (error: unknown): void => {
    mirrorLog.problem(error);
  };
  const values = new JetStreamKeyValueStore(nc, MIRROR_STORE);
  const notion = { ...access, vault: CredentialVault.over(nc, Buffer.from(config.masterKey, 'hex')) };
  const mirror: MirrorParts = {
    ...{ store, commands, values, leases, notion, reports: mirrorLog },
    retrying: { longestMs: config.mirrorRetryMs, random: Math.random },
    settleMs: access.timeoutMs,
    stallsEveryMs: leaseTermMs,
    clock: systemClock,
    onRecords: metrics.follow,
  };
  const election = new Election({
    records: values,
    record: WRITER,
    termMs: leaseTermMs,
    clock: systemClock,
    onProblem,
  });
  const write = async (term: AbortSignal, mayWrite: () => boolean): Promise<void> => {
    try {
      await new Mirror({ ...mirror, notion: { ...notion, mayWrite } }, term).run();
    } catch (error) {
      if (!term.aborted) throw error;
    } finally {
      metrics.unfollow();
    }
  };
  return {
    name: 'mirror',
    run: async (signal) => {
      while (!signal.aborted) await election.serve(write, signal);
    },
  };
}
