import { RetryableError, WaitingError, type Fault, type Script } from '@throughline/contracts';
import { findFault, isAnswerFault, waitUntilAborted, type Answer, type Ledger, type Request } from '@throughline/simulation';
import { sumFileSizes, type AttemptRef, type DeliveredObject, type DeliveryRequest } from '../../kit/destination.js';
import { toDeliveryError } from '../../kit/file-errors.js';
import type { SimulatedSettings } from './settings.js';
import type { Part } from './part.js';
import type { Storage } from './storage.js';

export interface RemoteParts {
  readonly settings: SimulatedSettings;
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly folder: string;
  readonly script: Script;
  /** Replaced in specs, which must not exit. */
  readonly crash?: (() => never) | undefined;
}

/** The result of a request, for the caller and for the ledger. */
export interface Reply<T> {
  readonly value: T;
  readonly answer: Answer;
}

type RemoteCaller = AttemptRef & { readonly key: string };

/** The remote side of a simulated output. Writes requests to a ledger and answers as the script says. */
export class Remote {
  constructor(readonly parts: RemoteParts) {}

  /** Runs a request. If `work` throws, the ledger shows no answer: the caller died or was cut off. */
  async ask<T>(
    { assetId, attempt, attemptId, key }: RemoteCaller,
    request: Omit<Request, keyof RemoteCaller>,
    work: () => Promise<Reply<T>>,
  ): Promise<T> {
    const { ledger, folder } = this.parts;
    try {
      const id = await ledger.received({ assetId, attempt, attemptId, key, ...request });
      const { value, answer } = await work();
      await ledger.answered(id, answer);
      if (answer.lost === true)
        throw new RetryableError('connection-lost', 'The connection to the output was lost before its answer came');
      return value;
    } catch (error) {
      throw toDeliveryError(error, folder);
    }
  }

  fault(attempt: number): Fault | undefined {
    return findFault(this.parts.script, attempt);
  }

  /** Answers a finalising request: normally, not at all, or lost on the way, as the script says. */
  async finalAnswer<T>(attempt: number, reply: Reply<T>, signal: AbortSignal): Promise<Reply<T>> {
    const fault = this.fault(attempt);
    if (fault === undefined || !isAnswerFault(fault)) return reply;
    if (fault.do === 'silent') return waitUntilAborted(signal);
    return fault.do === 'drop' ? { ...reply, answer: { ...reply.answer, lost: true } } : reply;
  }

  truncates(attempt: number): boolean {
    return this.fault(attempt)?.do === 'truncate';
  }

  /** Returns an error if the capacity is used up. An object with the same id will be replaced, so it does not count. */
  async fullFor(request: DeliveryRequest, id: string): Promise<WaitingError | undefined> {
    const { capacityBytes } = this.parts.settings;
    if (capacityBytes === undefined) return undefined;
    const used = await this.parts.storage.usedBytes(id);
    return used + sumFileSizes(request) <= capacityBytes
      ? undefined
      : new WaitingError(
          'quota-exceeded',
          `The simulated output has ${String(used)} of ${String(capacityBytes)} bytes; the delivery continues when there is space`,
        );
  }

  async delivered(assetId: string, id: string, reconciled: boolean): Promise<(DeliveredObject & { key: string }) | undefined> {
    const part = await this.parts.storage.open('objects', { assetId, id });
    if (part === undefined) return undefined;
    try {
      return await this.#deliveredFrom(part, id, reconciled);
    } finally {
      await part.close();
    }
  }

  async byKey({ assetId, key }: Pick<DeliveryRequest, 'assetId' | 'key'>): Promise<DeliveredObject | undefined> {
    for (const id of await this.parts.storage.idsOf('objects', assetId)) {
      const found = await this.delivered(assetId, id, true);
      if (found?.key === key) return found;
    }
    return undefined;
  }

  async #deliveredFrom(part: Part, id: string, reconciled: boolean): Promise<DeliveredObject & { key: string }> {
    return { externalId: id, url: this.urlOf(id), reconciled, holds: await part.held(), key: part.header.key };
  }

  urlOf(id: string): string {
    return `simulated:${id}`;
  }
}

export const toRefusalAnswer = (error: Error): Answer => ({
  answer: 'code' in error && typeof error.code === 'string' ? error.code : 'refused',
});
