import {
  sumFileSizes,
  type DeliveredObject,
  type DeliveryRequest,
  type DeliveryRefusal,
  type TransferHooks,
} from '../../kit/destination.js';
import { toRefusalAnswer, type Remote, type Reply } from './remote.js';
import { Transfer } from './transfer.js';
import type { Part } from './part.js';

export type StagedResult = { readonly kind: 'taken'; readonly delivered: DeliveredObject } | DeliveryRefusal;

/**
 * Without a lease check, another request for the asset may still be running. After this long without a write it counts as dead.
 */
const ABANDONED_MS = 600_000;

interface Publication {
  readonly id: string;
  /** True: replaces an object with that id. False: keeps it. */
  readonly replaces: boolean;
  readonly before?: () => Promise<void>;
}

/** One request that sends all bytes and is answered once the object exists, for *keyed* and *blind* outputs. */
export class StagedRequest {
  constructor(
    private readonly remote: Remote,
    private readonly request: DeliveryRequest,
    private readonly hooks: TransferHooks,
  ) {}

  async send(publication: Publication): Promise<Reply<StagedResult>> {
    const { remote, request } = this;
    const { storage } = remote.parts;
    const full = await remote.fullFor(request, publication.id);
    if (full !== undefined) return refused(full, 0);
    const named = { assetId: request.assetId, id: request.attemptId };
    await storage.prepare();
    await storage.sweep(request.assetId, publication.replaces ? 0 : ABANDONED_MS);
    const files = request.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
    await storage.create('staging', { v: 1, ...named, key: request.key, files });
    const part = await storage.open('staging', named);
    if (part === undefined) throw new Error('A part was swept away by a later attempt');
    try {
      return await this.#fill(part, publication);
    } finally {
      await part.close();
      await storage.remove('staging', named);
    }
  }

  async #fill(part: Part, { id, replaces, before }: Publication): Promise<Reply<StagedResult>> {
    const { remote, request, hooks } = this;
    const { storage } = remote.parts;
    const transferred = await new Transfer(remote, request, part, hooks).from(0);
    if (transferred.kind === 'refused') return refused(transferred.error, transferred.bytes);
    if (remote.truncates(request.attempt)) await part.cut(Math.floor(sumFileSizes(request) / 2));
    await before?.();
    hooks.signal.throwIfAborted();
    const named = { assetId: request.assetId, id: request.attemptId };
    const stands = await (replaces ? storage.publish('staging', named, id) : storage.publishOnce('staging', named, id));
    const delivered = stands ? await remote.delivered(request.assetId, id, false) : undefined;
    if (delivered === undefined) throw new Error('A part was swept away by a later attempt');
    const reply: Reply<StagedResult> = {
      value: { kind: 'taken', delivered },
      answer: { answer: 'ok', bytes: transferred.bytes, object: id },
    };
    return remote.finalAnswer(request.attempt, reply, hooks.signal);
  }
}

const refused = (error: Error, bytes: number): Reply<StagedResult> => ({
  value: { kind: 'refused', error },
  answer: { ...toRefusalAnswer(error), bytes },
});
