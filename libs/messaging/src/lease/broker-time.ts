import { STREAMS, leaseProbeSubject } from '@throughline/contracts';
import type { Broker } from '../broker/broker.js';
import { InfrastructureError } from '../broker/failure.js';

/** The broker's clock, read off a message of our own: the only time that a lease's own time may be compared with. */
export class BrokerTime {
  private readonly subject: string;
  private asking: Promise<number> | undefined;

  /** A fixed subject for each reader, on a stream that keeps the last value: probes do not pile up. */
  constructor(
    private readonly broker: Broker,
    reader: string,
  ) {
    this.subject = leaseProbeSubject(reader);
  }

  /** Who asks meanwhile shares the probe that is under way. An older time makes a lease look younger, never dead. */
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
      // A broker without an answer to us has none for the holders either.
      this.broker.noticeOutage();
      throw error;
    }
  }
}
