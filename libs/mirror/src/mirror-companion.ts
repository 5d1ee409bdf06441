import { MIRROR_STORE } from '@throughline/contracts';
import { CredentialVault } from '@throughline/credentials';
import { JetStreamKeyValueStore, systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import type { Companion, CompanionParts } from '@throughline/worker-host';
import { ChannelChecks } from './check/channel-checks.js';
import { Election } from './election/election.js';
import { Mirror, type MirrorParts } from './mirror.js';
import { MirrorMetrics } from './mirror-metrics.js';
import { Paces } from './notion/paces.js';
import { createMirrorLog } from './mirror-log.js';
import type { MirrorConfig } from './settings.js';

const WRITER = 'writer';
/** Notion's average limit of requests per connection. */
const PER_SECOND = 3;

/** Creates the background tasks for Notion pages. Deliveries never wait for them (AUD-14). */
export function createMirrorCompanions(config: MirrorConfig, parts: CompanionParts): readonly Companion[] {
  const { nc, store, commands, leases, log, leaseTermMs } = parts;
  const { notionUrl: url, notionTimeoutMs: timeoutMs, allowed } = config;
  const metrics = new MirrorMetrics(parts.metrics);
  const told = createMirrorLog(log, metrics);
  const onProblem = (error: unknown): void => {
    told.problem(error);
  };
  const values = new JetStreamKeyValueStore(nc, MIRROR_STORE);
  const http = new GuardedClient({ allowed });
  const vault = CredentialVault.over(nc, Buffer.from(config.masterKey, 'hex'));
  const notion = { vault, http, url, timeoutMs, paces: new Paces(systemClock, PER_SECOND) };
  const mirror: MirrorParts = {
    ...{ store, commands, values, leases, notion, told },
    retrying: { longestMs: config.mirrorRetryMs, random: Math.random },
    settleMs: timeoutMs,
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
  return [
    {
      name: 'mirror',
      run: async (signal) => {
        while (!signal.aborted) await election.serve(write, signal);
      },
    },
    {
      name: 'channel checks',
      run: (signal) => new ChannelChecks({ nc, notion, clock: systemClock, onProblem }).run(signal),
    },
  ];
}
