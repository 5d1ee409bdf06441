import { STREAMS, SerialQueue, leaseCodec, leaseSubject, newId, type Lease, type Progress } from '@throughline/contracts';
import type { StoredMsg } from '@nats-io/jetstream';
import { headers as newHeaders, type NatsConnection } from '@nats-io/nats-core';
import { Broker } from '../broker/broker.js';
import { InfrastructureError, brokerCodeOf, isWrongLastSequence } from '../broker/failure.js';
import type { OnProblem } from '../queue/queue.js';
import { BrokerTime } from './broker-time.js';
import {
  LeaseConflictError,
  computeExpiry,
  isHeld,
  type LeaseExpiry,
  type LeaseHandle,
  type LeaseToken,
  type Leases,
  type LeaseRecord,
  type WatchLeasesOptions,
} from './leases.js';
import { watchLeases } from './watch.jetstream.js';

export interface JetStreamLeasesOptions {
  readonly onProblem?: OnProblem;
}

/** Marks each record with its holder, so that the holder recognises its own write after a lost answer. */
const HOLDER_HEADER = 'Tl-Holder';
const CLAIM_TRIES = 3;

const tokenOf = (sequence: number): LeaseToken => String(sequence) as LeaseToken;

interface Writer {
  readonly subject: string;
  readonly holder: string;
  sequence: number;
}

export class JetStreamLeases implements Leases {
  private readonly broker: Broker;
  private readonly time: BrokerTime;
  private readonly onProblem: OnProblem;

  constructor(connection: NatsConnection, { onProblem = () => undefined }: JetStreamLeasesOptions = {}) {
    this.broker = Broker.over(connection);
    this.time = new BrokerTime(this.broker, newId());
    this.onProblem = onProblem;
  }

  async claim(lease: Omit<Lease, 'v' | 'state'>, expected: LeaseToken | undefined): Promise<LeaseHandle> {
    const writer: Writer = { subject: leaseSubject(lease.assetId, lease.step), holder: newId(), sequence: Number(expected ?? 0) };
    const claimed: Lease = { ...lease, v: 1, state: 'held' };
    await this.claimWith(writer, claimed);
    return this.handleFor(writer, claimed);
  }

  async read(assetId: string, step: string): Promise<LeaseRecord | undefined> {
    const stored = await this.broker.last(STREAMS.leases, leaseSubject(assetId, step));
    if (stored === undefined) return undefined;
    return { lease: leaseCodec.decode(stored.data), token: tokenOf(stored.seq), storedAt: stored.time.toISOString() };
  }

  async isExpired(assetId: string, step: string): Promise<LeaseExpiry> {
    const first = await this.read(assetId, step);
    if (!isHeld(first)) return computeExpiry(first, 0, 0);
    const now = await this.time.now();
    // Read again after the probe, because a heartbeat may have come in between.
    const seen = await this.read(assetId, step);
    return computeExpiry(seen, now, this.broker.upMs);
  }

  watch(options: WatchLeasesOptions): Promise<void> {
    return watchLeases(this.broker, options, this.onProblem);
  }

  private async claimWith(writer: Writer, lease: Lease): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.write(writer, lease);
        return;
      } catch (error) {
        if (!isOutcomeUnknown(error) || attempt === CLAIM_TRIES) throw error;
      }
    }
  }

  private handleFor(writer: Writer, claimed: Lease): LeaseHandle {
    let lease = claimed;
    let state: 'held' | 'leaving' | 'left' = 'held';
    /** Serialises writes, because concurrent ones would conflict with each other. */
    const writes = new SerialQueue();
    return {
      termMs: claimed.termMs,
      get token() {
        return tokenOf(writer.sequence);
      },
      heartbeat: (progress: Progress) =>
        writes.run(async () => {
          if (state !== 'held') throw new LeaseConflictError(lease.assetId, lease.step);
          lease = { ...lease, progress };
          await this.write(writer, lease);
        }),
      release: () =>
        writes.run(async () => {
          if (state === 'left') return;
          state = 'leaving';
          await this.write(writer, { ...lease, state: 'released' }).catch((error: unknown) => {
            if (!(error instanceof LeaseConflictError)) throw error;
          });
          state = 'left';
        }),
    };
  }

  /**
   * Writes over the last record seen. After a conflict it checks whether the newer record is its own write with a lost answer.
   */
  private async write(writer: Writer, lease: Lease): Promise<void> {
    try {
      writer.sequence = await this.publish(writer, lease);
    } catch (error) {
      if (!isWrongLastSequence(error)) throw error;
      const own = await this.ownRecord(writer);
      if (own === undefined) throw new LeaseConflictError(lease.assetId, lease.step, { cause: error });
      writer.sequence = own.seq;
      writer.sequence = await this.publish(writer, lease).catch((again: unknown) => {
        if (isWrongLastSequence(again)) throw new LeaseConflictError(lease.assetId, lease.step, { cause: again });
        throw again;
      });
    }
  }

  private publish({ subject, holder, sequence }: Writer, lease: Lease): Promise<number> {
    const headers = newHeaders();
    headers.set(HOLDER_HEADER, holder);
    return this.broker.publish({
      stream: STREAMS.leases,
      subject,
      bytes: leaseCodec.encode(lease),
      headers,
      expectedLast: sequence,
    });
  }

  private async ownRecord({ subject, holder }: Writer): Promise<StoredMsg | undefined> {
    const stored = await this.broker.last(STREAMS.leases, subject);
    return stored?.header.get(HOLDER_HEADER) === holder ? stored : undefined;
  }
}

const isOutcomeUnknown = (error: unknown): boolean => error instanceof InfrastructureError && brokerCodeOf(error) === undefined;
