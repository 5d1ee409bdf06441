import { kindOf } from '@throughline/contracts';

export type PartitionStatus =
  | { readonly state: 'starting' | 'standby' | 'catching-up' | 'live' | 'ended' }
  /** A dependency is unavailable. The projection continues by itself. */
  | { readonly state: 'waiting'; readonly detail: string }
  /** An operator must act. Nothing is written until then. */
  | { readonly state: 'stopped'; readonly code: 'log-restored' | 'newer-schema'; readonly detail: string };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'failed');

export function getStatusAfterError(error: unknown): PartitionStatus {
  switch (kindOf(error)) {
    case 'fenced':
      return { state: 'starting' };
    case 'restored':
      return { state: 'stopped', code: 'log-restored', detail: messageOf(error) };
    case 'newer-schema':
      return { state: 'stopped', code: 'newer-schema', detail: messageOf(error) };
    default:
      return { state: 'waiting', detail: messageOf(error) };
  }
}

/** Returns the first problem of any partition, for the health check. */
export function summarize(statuses: ReadonlyMap<number, PartitionStatus>): { readonly ok: boolean; readonly detail?: string } {
  for (const [partition, status] of statuses) {
    if (status.state === 'stopped') return { ok: false, detail: `${status.code}: partition ${partition}: ${status.detail}` };
    if (status.state === 'waiting') return { ok: false, detail: `partition ${partition} waits: ${status.detail}` };
  }
  return { ok: true };
}
