import { STREAMS, leaseProbeSubject } from '@throughline/contracts';
import type { Broker } from '../broker/broker.js';
import { InfrastructureError } from '../broker/failure.js';

/** The broker's clock, read from the timestamp of a probe message. Only this clock can be compared with a lease's timestamp. */
export class BrokerTime {
  private readonly subject: string;
  private asking: Promise<number> | undefined;

  /** Each reader has a fixed subject on a stream that keeps only the last value, so probes do not pile up. */
  constructor(
    private readonly broker: Broker,
    reader: string,
  ) {
    this.subject = leaseProbeSubject(reader);
  }

  /** Concurrent callers share one probe. A slightly old time makes a lease look younger, never expired. */
  now(): Promise<number> {
    this.asking ??= this.probe().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async probe(): Promise<number> {
    try {
      const stream = STREAMS.leases;
      const sequence = await this.broker.publish({ stream, subject: this.subject, bytes: new Uint8Array() });
      const stored = await this.broker.at(stream, sequence);
      if (stored === undefined) throw new InfrastructureError('A probe of the broker’s time was not found again');
      return stored.time.getTime();
    } catch (error) {
      // A broker that does not answer this probe may not answer lease holders either.
      this.broker.noticeOutage();
      throw error;
    }
  }
}
