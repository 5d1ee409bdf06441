import { createHash, randomUUID } from 'node:crypto';
import type { SkipReason } from '@throughline/contracts';
import {
  sizeOf,
  type BlindDestination,
  type Delivered,
  type DeliveryRequest,
  type FollowUp,
  type KeyedDestination,
  type KeyedHooks,
  type SendAnswer,
  type TransferHooks,
} from '../destination.js';
import { toDeliveryError } from '../file-trouble.js';
import { simulatedFollowUp } from './follow-up.js';
import type { Remote } from './remote.js';
import { StagedRequest } from './staged.js';

type Facts = Awaited<ReturnType<typeof simulatedFollowUp>>;

/** What the simulated outputs of all classes have in common. */
export abstract class Simulated {
  readonly place: string;

  constructor(protected readonly remote: Remote) {
    this.place = `simulated:${remote.parts.folder}`;
  }

  async check(): Promise<void> {
    const { storage, folder } = this.remote.parts;
    await storage.prepare().catch((error: unknown) => {
      throw toDeliveryError(error, folder);
    });
  }

  skips({ attempt }: DeliveryRequest): SkipReason | undefined {
    const fault = this.remote.fault(attempt);
    return fault?.do === 'skip' ? (fault.reason ?? 'not_applicable') : undefined;
  }

  followUp(followUp: FollowUp): Promise<Facts> {
    return simulatedFollowUp(this.remote, followUp);
  }

  urlOf(id: string): string {
    return this.remote.urlOf(id);
  }
}

type Sought = Parameters<NonNullable<BlindDestination['reconcile']>>[0];

/** Asks an output that knows its contents. */
export const find = (remote: Remote, request: Sought): Promise<Delivered | undefined> =>
  remote.ask(request, { kind: 'find' }, async () => {
    const found = await remote.byKey(request);
    return {
      value: found,
      answer: found === undefined ? { answer: 'not-found' } : { answer: 'ok', object: found.externalId },
    };
  });

/** Id of the object of a content at an output that takes none twice. */
export const idOfKey = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

export class SimulatedKeyed extends Simulated implements KeyedDestination {
  readonly class = 'keyed';

  reconcile(request: DeliveryRequest): Promise<Delivered | undefined> {
    return find(this.remote, request);
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered> {
    // A sleeper that wakes here must not sweep away what its successor sends.
    await hooks.confirm();
    const staged = await this.remote.ask(request, { kind: 'put', announced: sizeOf(request) }, () =>
      new StagedRequest(this.remote, request, hooks).send({
        id: request.assetId,
        replaces: true,
        before: () => hooks.confirm(),
      }),
    );
    if (staged.kind === 'refused') throw staged.error;
    return staged.delivered;
  }
}

export class SimulatedBlind extends Simulated implements BlindDestination {
  readonly class = 'blind';
  readonly reconcile?: NonNullable<BlindDestination['reconcile']>;

  constructor(remote: Remote) {
    super(remote);
    if (remote.parts.settings.detectsDuplicates) this.reconcile = (request) => find(remote, request);
  }

  send(request: DeliveryRequest, hooks: TransferHooks): Promise<SendAnswer> {
    const { detectsDuplicates } = this.remote.parts.settings;
    return this.remote.ask(request, { kind: 'post', announced: sizeOf(request) }, () =>
      new StagedRequest(this.remote, request, hooks).send({
        id: detectsDuplicates ? idOfKey(request.key) : randomUUID(),
        replaces: false,
      }),
    );
  }
}
