import { createHash, randomUUID } from 'node:crypto';
import type { SkipReason } from '@throughline/contracts';
import {
  sumFileSizes,
  type BlindDestination,
  type DeliveredObject,
  type DeliveryRequest,
  type FollowUp,
  type KeyedDestination,
  type KeyedHooks,
  type SendAnswer,
  type TransferHooks,
} from '../../kit/destination.js';
import { toDeliveryError } from '../../kit/file-errors.js';
import type { Probe } from '../../kit/probe.js';
import { runSimulatedFollowUp } from './follow-up.js';
import type { Remote } from './remote.js';
import { StagedRequest } from './staged-request.js';

type Facts = Awaited<ReturnType<typeof runSimulatedFollowUp>>;

export abstract class SimulatedOutput {
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

  probes(): readonly Probe[] {
    return [{ name: 'connection', confirms: 'The simulated service has its folder.', run: () => this.check() }];
  }

  skips({ attempt }: DeliveryRequest): SkipReason | undefined {
    const fault = this.remote.fault(attempt);
    return fault?.do === 'skip' ? (fault.reason ?? 'not_applicable') : undefined;
  }

  followUp(followUp: FollowUp): Promise<Facts> {
    return runSimulatedFollowUp(this.remote, followUp);
  }

  urlOf(id: string): string {
    return this.remote.urlOf(id);
  }
}

type ContentQuery = Parameters<NonNullable<BlindDestination['reconcile']>>[0];

export const findContent = (remote: Remote, request: ContentQuery): Promise<DeliveredObject | undefined> =>
  remote.ask(request, { kind: 'find' }, async () => {
    const found = await remote.byKey(request);
    return {
      value: found,
      answer: found === undefined ? { answer: 'not-found' } : { answer: 'ok', object: found.externalId },
    };
  });

export const toObjectId = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

export class SimulatedKeyed extends SimulatedOutput implements KeyedDestination {
  readonly class = 'keyed';

  reconcile(request: DeliveryRequest): Promise<DeliveredObject | undefined> {
    return findContent(this.remote, request);
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject> {
    // The process may have been suspended: it must not delete the files of the next attempt.
    await hooks.confirm();
    const staged = await this.remote.ask(request, { kind: 'put', announced: sumFileSizes(request) }, () =>
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

export class SimulatedBlind extends SimulatedOutput implements BlindDestination {
  readonly class = 'blind';
  readonly reconcile?: NonNullable<BlindDestination['reconcile']>;

  constructor(remote: Remote) {
    super(remote);
    if (remote.parts.settings.detectsDuplicates) this.reconcile = (request) => findContent(remote, request);
  }

  send(request: DeliveryRequest, hooks: TransferHooks): Promise<SendAnswer> {
    const { detectsDuplicates } = this.remote.parts.settings;
    return this.remote.ask(request, { kind: 'post', announced: sumFileSizes(request) }, () =>
      new StagedRequest(this.remote, request, hooks).send({
        id: detectsDuplicates ? toObjectId(request.key) : randomUUID(),
        replaces: false,
      }),
    );
  }
}
