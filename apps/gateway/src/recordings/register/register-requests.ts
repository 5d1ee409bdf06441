import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { LoadedAsset } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, registrationIdOf, sendAnswer } from '../../idempotency/http.js';
import type { IdempotentRequests, Steps } from '../../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../../idempotency/idempotency-store.js';
import { Problem } from '../../problems/problem.js';
import { readFields, type Registration, type Start } from './read-fields.js';
import { readSource } from './read-source.js';
import type { RegisterFetched } from './register-fetched.js';
import type { RegisterRecording } from './register-recording.js';
import type { SourceRules } from './source-rules.js';
import { readUploadForm, type UploadForm } from './upload-form.js';
import type { UploadLimits } from './upload-limits.js';

/** One registration by upload on its way from the socket to the log. */
interface Attempt {
  readonly assetId: string;
  readonly commandId: string;
  readonly by: string;
  readonly owner: string;
  form: UploadForm | undefined;
}

const isJson = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json';

const discardBytes = async (bytes: Readable): Promise<void> => {
  bytes.resume();
  await finished(bytes);
};

export interface RegisterRequestPorts {
  readonly registering: RegisterRecording;
  readonly fetching: RegisterFetched;
  readonly once: IdempotentRequests;
  readonly limits: UploadLimits;
  readonly sources: SourceRules;
  /** Where what is registered is found. */
  readonly path: string;
  readonly start: Start;
  /** However often the same content has come before. */
  readonly again: boolean;
  readonly render: (id: string, loaded: LoadedAsset) => Promise<object>;
}

/** Registers by upload or by address, each once for its Idempotency-Key. */
export class RegisterRequests {
  constructor(private readonly ports: RegisterRequestPorts) {}

  async carryOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const keyed = keyedRequest(request);
    const attempt: Attempt = {
      assetId: registrationIdOf(keyed),
      commandId: commandIdOf(keyed),
      by: keyed.by,
      owner: keyed.owner,
      form: undefined,
    };
    const steps: Steps = isJson(request)
      ? { digest: () => Promise.resolve(hashOfJson(request.body)), work: () => this.workFetched(request.body, attempt) }
      : { digest: (on) => this.receive(request, attempt, on), work: () => this.work(attempt) };
    sendAnswer(reply, await this.ports.once.run(keyed, steps));
  }

  private asItIs(registration: Registration): Registration {
    const allowDuplicate = this.ports.again || registration.allowDuplicate;
    return { ...registration, allowDuplicate, isMapped: registration.isMapped || this.ports.start === 'always' };
  }

  private async workFetched(body: unknown, { assetId, by, owner, commandId }: Attempt): Promise<StoredAnswer> {
    const { registration, ...given } = await readSource(body, this.ports.sources, this.ports.start);
    const actor = { kind: 'user', id: by } as const;
    const registering = { assetId, actor, owner, commandId, ...given, registration: this.asItIs(registration) };
    return this.registered(assetId, await this.ports.fetching.register(registering));
  }

  /** Reads the form; on a replay only to tell whether it is the same. */
  private async receive(request: FastifyRequest, attempt: Attempt, on: 'first' | 'replay'): Promise<string> {
    try {
      attempt.form = await readUploadForm(request, {
        maxBytes: this.ports.limits.maxBytes,
        idleMs: this.ports.limits.idleMs,
        store: async (bytes, signal) => {
          if (on === 'replay') await discardBytes(bytes);
          else await this.ports.registering.store(attempt.assetId, bytes, signal);
        },
        check: async (fields) => {
          this.ports.registering.check(this.asItIs(await readFields(fields, this.ports.start)));
        },
      });
    } catch (error) {
      if (on === 'first') await this.abandon(attempt, error);
      throw error;
    }
    const { fields, file } = attempt.form;
    return hashOfJson({ fields, ...file });
  }

  private async work(attempt: Attempt): Promise<StoredAnswer> {
    const { assetId, by, owner, commandId, form } = attempt;
    if (form === undefined) throw new Error('A registration was carried out before its form was read');
    try {
      const registration = this.asItIs(await readFields(form.fields, this.ports.start));
      return await this.registered(
        assetId,
        await this.ports.registering.register({ assetId, by, owner, commandId, registration, file: form.file }),
      );
    } catch (error) {
      if (error instanceof Problem) await this.abandon(attempt, error);
      throw error;
    }
  }

  private async registered(assetId: string, asset: LoadedAsset): Promise<StoredAnswer> {
    const headers = { location: `${this.ports.path}/${assetId}`, etag: `"${asset.revision}"` };
    return jsonAnswer(202, await this.ports.render(assetId, asset), headers);
  }

  /** Best effort: what it cannot remove now, the collector of orphans removes later. */
  private async abandon(attempt: Attempt, error: unknown): Promise<void> {
    if (error instanceof Problem && error.code === 'idempotency-mismatch') return;
    await this.ports.registering.abandon(attempt.assetId).catch(() => undefined);
  }
}
