import { workSubject, type WorkMessage } from '@throughline/contracts';
import type { Delivery } from '@throughline/messaging';

export class RecordingDelivery implements Delivery<WorkMessage> {
  readonly redelivered: boolean;
  readonly unseen: number = 0;
  answer: 'nothing' | 'ack' | 'nak' | 'term' = 'nothing';

  constructor(
    readonly message: WorkMessage,
    readonly deliveries = 1,
  ) {
    this.redelivered = deliveries > 1;
  }
  get subject(): string {
    return workSubject(this.message);
  }
  readonly working = (): void => undefined;
  readonly ack = (): Promise<void> => this.#say('ack');
  readonly nak = (): Promise<void> => this.#say('nak');
  readonly term = (): Promise<void> => this.#say('term');
  #say(word: 'ack' | 'nak' | 'term'): Promise<void> {
    this.answer = word;
    return Promise.resolve();
  }
}
