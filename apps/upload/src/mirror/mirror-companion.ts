import { MIRROR_BUCKET } from '@throughline/contracts';
import { CredentialVault, JetStreamRecords } from '@throughline/credentials';
import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import type { Companion, CompanionParts } from '@throughline/worker-host';
import { ChannelChecks } from './check/channel-checks.js';
import { Election } from './election/election.js';
import { Mirror, type MirrorParts } from './mirror.js';
import { MirrorMetrics } from './mirror-metrics.js';
import { Paces } from './notion/paces.js';
import type { MirrorConfig } from './settings.js';

const WRITER = 'writer';
/** What Notion takes from one connection, on the average. */
const PER_SECOND = 3;

/** What the upload service does for pages of Notion beside its deliveries. None of it is waited for by any of them (AUD-14). */
export function mirrorCompanions(config: MirrorConfig, parts: CompanionParts): readonly Companion[] {
  const { nc, store, commands, leases, log, leaseTermMs } = parts;
  const { notionUrl: url, notionTimeoutMs: timeoutMs, allowed } = config;
  const metrics = new MirrorMetrics(parts.metrics);
  const problem = (error: unknown): void => {
    log.warn({ err: error }, 'trouble with what is shown on pages; going on');
  };
  const bucket = new JetStreamRecords(nc, MIRROR_BUCKET);
  const http = new GuardedClient({ allowed });
  const vault = CredentialVault.over(nc, Buffer.from(config.masterKey, 'hex'));
  const notion = { vault, http, url, timeoutMs, paces: new Paces(systemClock, PER_SECOND) };
  const told: MirrorParts['told'] = {
    written: metrics.written,
    failed: (code, asset) => {
      metrics.failed(code);
      log.warn({ code, asset }, 'a page could not be brought in step; it is tried again');
    },
    problem,
  };
  const mirror: MirrorParts = {
    ...{ store, commands, bucket, leases, notion, told },
    retrying: { longestMs: config.mirrorRetryMs, random: Math.random },
    settleMs: timeoutMs,
    stallsEveryMs: leaseTermMs,
    clock: systemClock,
    onRecords: metrics.follow,
  };
  const election = new Election({ records: bucket, record: WRITER, termMs: leaseTermMs, clock: systemClock, onProblem: problem });
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
      run: (signal) => new ChannelChecks({ nc, notion, clock: systemClock, onProblem: problem }).run(signal),
    },
  ];
}
