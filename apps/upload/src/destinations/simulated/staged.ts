import { sizeOf, type Delivered, type DeliveryRequest, type Refused, type TransferHooks } from '../destination.js';
import { refusalOf, type Remote, type Reply } from './remote.js';
import { Transfer } from './transfer.js';
import type { Part } from './part.js';

export type Staged = { readonly kind: 'taken'; readonly delivered: Delivered } | Refused;

/** Where nobody is fenced a request of the same asset may still be on its way; one that was silent for so long is not. */
const ABANDONED_MS = 600_000;

interface Publication {
  /** Id of the object that it becomes. */
  readonly id: string;
  /** An object of that id makes way, or stands. */
  readonly replaces: boolean;
  /** Called before others can see it. */
  readonly before?: () => Promise<void>;
}

/** One request that brings all bytes and is answered once the object stands: how *keyed* and *blind* outputs take a delivery. */
export class StagedRequest {
  constructor(
    private readonly remote: Remote,
    private readonly request: DeliveryRequest,
    private readonly hooks: TransferHooks,
  ) {}

  async send(publication: Publication): Promise<Reply<Staged>> {
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

  async #fill(part: Part, { id, replaces, before }: Publication): Promise<Reply<Staged>> {
    const { remote, request, hooks } = this;
    const { storage } = remote.parts;
    const transferred = await new Transfer(remote, request, part, hooks).from(0);
    if (transferred.kind === 'refused') return refused(transferred.error, transferred.bytes);
    if (remote.truncates(request.attempt)) await part.cut(Math.floor(sizeOf(request) / 2));
    await before?.();
    hooks.signal.throwIfAborted();
    const named = { assetId: request.assetId, id: request.attemptId };
    const stands = await (replaces ? storage.publish('staging', named, id) : storage.publishOnce('staging', named, id));
    const delivered = stands ? await remote.delivered(request.assetId, id, false) : undefined;
    if (delivered === undefined) throw new Error('A part was swept away by a later attempt');
    const reply: Reply<Staged> = {
      value: { kind: 'taken', delivered },
      answer: { answer: 'ok', bytes: transferred.bytes, object: id },
    };
    return remote.finalAnswer(request.attempt, reply, hooks.signal);
  }
}

const refused = (error: Error, bytes: number): Reply<Staged> => ({
  value: { kind: 'refused', error },
  answer: { ...refusalOf(error), bytes },
});
