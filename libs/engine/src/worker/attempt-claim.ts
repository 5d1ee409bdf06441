import { kindOf, type Progress, type WorkMessage } from '@throughline/contracts';
import { currentWork, type StepWork } from '@throughline/domain';
import type { Delivery, LeaseHandle, Leases } from '@throughline/messaging';
import type { StepWorkerParts } from './parts.js';
import { REDELIVERY } from './redelivery.js';

type ClaimParts = Pick<StepWorkerParts, 'leases' | 'commands' | 'worker' | 'leaseTermMs' | 'clock'>;
type AttemptIds = Pick<WorkMessage, 'assetId' | 'step' | 'attemptId'>;

const NOTHING_DONE: Progress = { fraction: 0 };

export const buildLease = (
  { worker, leaseTermMs: termMs, clock }: Pick<ClaimParts, 'worker' | 'leaseTermMs' | 'clock'>,
  { assetId, step, attemptId }: AttemptIds,
  progress: Progress = NOTHING_DONE,
): Parameters<Leases['claim']>[0] => {
  const startedAt = (clock?.() ?? new Date()).toISOString();
  return { assetId, step, attemptId, worker, termMs, startedAt, progress };
};

/** Claims the lease of an attempt that has not started. */
export class AttemptClaim {
  constructor(private readonly parts: ClaimParts) {}

  /** Answers the message and returns `undefined` if another worker has the lease, or if the attempt is no longer current. */
  async claim(delivery: Delivery<WorkMessage>, work: StepWork): Promise<LeaseHandle | undefined> {
    const isFirst = !delivery.redelivered && work.attempt === 1;
    return (isFirst ? await this.#claimUnseen(delivery.message) : undefined) ?? this.#claimSeen(delivery);
  }

  /**
   * Tells whether the attempt is current. A message may be older than the running attempt, which must keep its lease. Called
   * after reading the lease, so that a newer claim conflicts with this one.
   */
  async isCurrent({ assetId, step, attemptId }: AttemptIds): Promise<boolean> {
    const asset = await this.parts.commands.load(assetId);
    return asset !== undefined && currentWork(asset.state, step)?.attemptId === attemptId;
  }

  /**
   * Claims the lease of a step's first attempt without reading it, which saves a round trip. Returns `undefined` if the step
   * has a lease record.
   *
   * A read without a record leads to this claim too. The broker compares and stores in one step, so no holder is overlooked:
   * any record conflicts, held or released, and is then read. Attempts are numbered across runs. A later one would only
   * conflict, because a released lease keeps its record.
   */
  async #claimUnseen(message: WorkMessage): Promise<LeaseHandle | undefined> {
    try {
      return await this.parts.leases.claim(buildLease(this.parts, message), undefined);
    } catch (error) {
      if (kindOf(error) === 'lease-conflict') return undefined;
      throw error;
    }
  }

  async #claimSeen(delivery: Delivery<WorkMessage>): Promise<LeaseHandle | undefined> {
    const { message } = delivery;
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    if (!expired && seen?.lease.attemptId === message.attemptId) {
      await delivery.nak(Math.max(REDELIVERY.firstMs, remainingMs));
      return undefined;
    }
    if (!expired && !(await this.isCurrent(message))) {
      await delivery.ack();
      return undefined;
    }
    return this.parts.leases.claim(buildLease(this.parts, message), seen?.token);
  }
}
