import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject } from '@throughline/contracts';
import type { AttemptHooks, DeliveryEnd } from '../delivery/attempt.js';
import { deliver } from '../delivery/deliver.js';
import { collectDeliveryFacts } from '../delivery/facts.js';
import { readEarlierResult, readDeliveryRecord } from '../delivery/delivery-record.js';
import type { DeliveryRequest, Destination } from '../kit/destination.js';

const TYPE = 'tried';

/** Keeps the state of a delivery between attempts: checkpoints, last result and number of attempts. */
export class DeliveryLog {
  checkpoints: JsonObject = {};
  delivered: JsonObject | undefined;
  attempts = 0;
  readonly written: JsonObject[] = [];

  constructor(private readonly destination: Destination) {}

  /** Runs one attempt. `hooks` replace those of the engine. */
  async attempt(request: DeliveryRequest, hooks: Partial<AttemptHooks> = {}): Promise<DeliveryEnd> {
    this.attempts += 1;
    const numbered = { ...request, attempt: this.attempts, attemptId: randomUUID() };
    const end = await deliver(this.destination, {
      request: numbered,
      outputType: TYPE,
      recorded: readDeliveryRecord(this.checkpoints, TYPE),
      before: readEarlierResult(this.delivered, TYPE),
      hooks: {
        signal: new AbortController().signal,
        onProgress: () => undefined,
        confirm: () => Promise.resolve(),
        checkpoint: (data) => {
          this.written.push(data);
          this.checkpoints = { ...this.checkpoints, ...data };
          return Promise.resolve();
        },
        ...hooks,
      },
    });
    this.delivered = collectDeliveryFacts({ end, destination: this.destination, request: numbered, output: { type: TYPE } });
    return end;
  }

  /** Applies `DeliverySettled` to an unconfirmed delivery. */
  settle(delivered: boolean): void {
    if (this.delivered?.['unconfirmed'] !== true) throw new Error('There is no doubt about it');
    const kept = this.checkpoints['if_not_delivered'];
    this.delivered = delivered ? { ...this.delivered, unconfirmed: false } : undefined;
    if (!delivered) this.checkpoints = isObject(kept) ? kept : {};
  }
}
