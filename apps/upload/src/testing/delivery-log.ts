import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@throughline/contracts';
import type { AttemptHooks, DeliveryEnd } from '../delivery/attempt.js';
import { deliver } from '../delivery/deliver.js';
import { factsOf } from '../delivery/facts.js';
import { isObject, readBefore, readRecorded } from '../delivery/recorded.js';
import type { DeliveryRequest, Destination } from '../destinations/destination.js';

const TYPE = 'tried';

/** What the log keeps of one output of one asset between attempts: checkpoints, the last result, and how many attempts there were. */
export class DeliveryLog {
  checkpoints: JsonObject = {};
  delivered: JsonObject | undefined;
  attempts = 0;
  /** Everything that was written down, in order. */
  readonly written: JsonObject[] = [];

  constructor(private readonly destination: Destination) {}

  /** One attempt; `hooks` stand for what the engine would do otherwise. */
  async attempt(request: DeliveryRequest, hooks: Partial<AttemptHooks> = {}): Promise<DeliveryEnd> {
    this.attempts += 1;
    const numbered = { ...request, attempt: this.attempts, attemptId: randomUUID() };
    const end = await deliver(this.destination, {
      request: numbered,
      outputType: TYPE,
      recorded: readRecorded(this.checkpoints, TYPE),
      before: readBefore(this.delivered, TYPE),
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
    this.delivered = factsOf({ end, destination: this.destination, request: numbered, output: { type: TYPE } });
    return end;
  }

  /** What `DeliverySettled` leaves of a delivery that is unconfirmed. */
  settle(delivered: boolean): void {
    if (this.delivered?.['unconfirmed'] !== true) throw new Error('There is no doubt about it');
    const kept = this.checkpoints['if_not_delivered'];
    this.delivered = delivered ? { ...this.delivered, unconfirmed: false } : undefined;
    if (!delivered) this.checkpoints = isObject(kept) ? kept : {};
  }
}
