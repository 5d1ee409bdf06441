import { RetryableError, WaitingError, type Fault, type Script } from '@throughline/contracts';
import { faultFor, isAnswerFault, untilAborted, type Answer, type Ledger, type Request } from '@throughline/simulation';
import { sizeOf, type Asking, type Delivered, type DeliveryRequest } from '../destination.js';
import { toDeliveryError } from '../file-trouble.js';
import type { SimulatedSettings } from './settings.js';
import type { Part } from './part.js';
import type { Storage } from './storage.js';

export interface RemoteParts {
  readonly settings: SimulatedSettings;
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly folder: string;
  /** What goes wrong, by the attempt. */
  readonly script: Script;
  /** Replaced in specs, which want to live on. */
  readonly crash?: (() => never) | undefined;
}

/** What a request came to, as the ledger keeps it and as the one who asked sees it. */
export interface Reply<T> {
  readonly value: T;
  readonly answer: Answer;
}

type Asked = Asking & { readonly key: string };

/** The other side of a simulated output: takes requests, keeps a ledger of them, and answers as its script wants. */
export class Remote {
  constructor(readonly parts: RemoteParts) {}

  /** A request whose work throws is never answered: whoever asked has gone, or was cut off. */
  async ask<T>(
    { assetId, attempt, attemptId, key }: Asked,
    request: Omit<Request, keyof Asked>,
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
    return faultFor(this.parts.script, attempt);
  }

  /** The answer to a finalising request: given, lost on the way, or never given, as the script wants. */
  async finalAnswer<T>(attempt: number, reply: Reply<T>, signal: AbortSignal): Promise<Reply<T>> {
    const fault = this.fault(attempt);
    if (fault === undefined || !isAnswerFault(fault)) return reply;
    if (fault.do === 'silent') return untilAborted(signal);
    return fault.do === 'drop' ? { ...reply, answer: { ...reply.answer, lost: true } } : reply;
  }

  truncates(attempt: number): boolean {
    return this.fault(attempt)?.do === 'truncate';
  }

  /** Why it takes nothing more now, or undefined. What stands under the same id would make way. */
  async fullFor(request: DeliveryRequest, id: string): Promise<WaitingError | undefined> {
    const { capacityBytes } = this.parts.settings;
    if (capacityBytes === undefined) return undefined;
    const used = await this.parts.storage.usedBytes(id);
    return used + sizeOf(request) <= capacityBytes
      ? undefined
      : new WaitingError(
          'quota-exceeded',
          `The simulated output has ${String(used)} of ${String(capacityBytes)} bytes; it goes on once there is room`,
        );
  }

  /** The object of an id, as the destination tells of it. */
  async delivered(assetId: string, id: string, reconciled: boolean): Promise<(Delivered & { key: string }) | undefined> {
    const part = await this.parts.storage.open('objects', { assetId, id });
    if (part === undefined) return undefined;
    return this.#deliveredFrom(part, id, reconciled).finally(() => part.close());
  }

  /** The object that holds a content of an asset. */
  async byKey({ assetId, key }: Pick<DeliveryRequest, 'assetId' | 'key'>): Promise<Delivered | undefined> {
    for (const id of await this.parts.storage.idsOf('objects', assetId)) {
      const found = await this.delivered(assetId, id, true);
      if (found?.key === key) return found;
    }
    return undefined;
  }

  async #deliveredFrom(part: Part, id: string, reconciled: boolean): Promise<Delivered & { key: string }> {
    return { externalId: id, url: this.urlOf(id), reconciled, holds: await part.held(), key: part.header.key };
  }

  urlOf(id: string): string {
    return `simulated:${id}`;
  }
}

export const refusalOf = (error: Error): Answer => ({
  answer: 'code' in error && typeof error.code === 'string' ? error.code : 'refused',
});
