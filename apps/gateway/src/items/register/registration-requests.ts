import type { LoadedAsset } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  commandIdOf,
  hashOfJson,
  jsonAnswer,
  readKeyedRequest,
  registrationIdOf,
  sendAnswer,
} from '../../kit/http/idempotency/http.js';
import type { StoredAnswer } from '../../kit/http/idempotency/idempotency-store.js';
import type { IdempotentRequests, RequestSteps } from '../../kit/http/idempotency/idempotent-requests.js';
import { principalOf } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { FetchRegistrar } from './fetch-registrar.js';
import { readFields, type Registration, type RegistrationDefaults, type RunStart } from './read-fields.js';
import { readSource, type SourceRules } from './read-source.js';
import { readUploadForm, type UploadForm } from './upload-form.js';
import { REGISTRATION_MS, type UploadRegistrar } from './upload-registrar.js';

export class UploadLimits {
  constructor(
    readonly maxBytes: number,
    /** The longest pause within a body. */
    readonly idleMs: number,
  ) {}
}

interface ReceivedForm {
  readonly assetId: string;
  readonly commandId: string;
  readonly by: string;
  readonly owner: string;
  readonly defaultLanguage: string | undefined;
  form: UploadForm | undefined;
}

const isJson = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json';

const discardBytes = async (bytes: Readable): Promise<void> => {
  bytes.resume();
  await finished(bytes);
};

export interface RegistrationRequestPorts {
  readonly registering: UploadRegistrar;
  readonly fetching: FetchRegistrar;
  readonly once: IdempotentRequests;
  readonly limits: UploadLimits;
  readonly sources: SourceRules;
  readonly path: string;
  readonly start: RunStart;
  /** True: registers the same content again without asking. */
  readonly again: boolean;
  readonly render: (id: string, loaded: LoadedAsset) => Promise<object>;
}

/** Registrations by upload or by address, each carried out once for its Idempotency-Key. */
export class RegistrationRequests {
  constructor(private readonly ports: RegistrationRequestPorts) {}

  async carryOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const keyed = readKeyedRequest(request);
    const attempt: ReceivedForm = {
      assetId: registrationIdOf(keyed),
      commandId: commandIdOf(keyed),
      by: keyed.by,
      owner: keyed.owner,
      defaultLanguage: principalOf(request).user.library.defaultLanguage,
      form: undefined,
    };
    const steps: RequestSteps = isJson(request)
      ? { digest: () => Promise.resolve(hashOfJson(request.body)), work: () => this.workFetched(request.body, attempt) }
      : { digest: (on) => this.receive(request, attempt, on), work: () => this.work(attempt) };
    sendAnswer(reply, await this.ports.once.run(keyed, steps));
  }

  private asItIs(registration: Registration): Registration {
    const allowDuplicate = this.ports.again || registration.allowDuplicate;
    return { ...registration, allowDuplicate, isMapped: registration.isMapped || this.ports.start === 'always' };
  }

  private defaultsOf({ defaultLanguage }: ReceivedForm): RegistrationDefaults {
    return { start: this.ports.start, language: defaultLanguage };
  }

  private async workFetched(body: unknown, attempt: ReceivedForm): Promise<StoredAnswer> {
    const { assetId, by, owner, commandId } = attempt;
    const { registration, ...source } = await readSource(body, this.ports.sources, this.defaultsOf(attempt));
    const actor = { kind: 'user', id: by } as const;
    const registering = { assetId, actor, owner, commandId, ...source, registration: this.asItIs(registration) };
    return this.registered(assetId, await this.ports.fetching.register(registering));
  }

  /** Reads the form. On a replay discards the bytes and only computes their digest for comparison. */
  private async receive(request: FastifyRequest, attempt: ReceivedForm, on: 'first' | 'replay'): Promise<string> {
    try {
      attempt.form = await readUploadForm(request, {
        maxBytes: this.ports.limits.maxBytes,
        idleMs: this.ports.limits.idleMs,
        store: async (bytes, signal) => {
          if (on === 'replay') await discardBytes(bytes);
          else await this.ports.registering.store(attempt.assetId, bytes, signal);
        },
        check: async (fields) => {
          const registration = this.asItIs(await readFields(fields, this.defaultsOf(attempt)));
          // The answer to a repeated request is known.
          if (on === 'replay') return;
          const { assetId, owner } = attempt;
          await this.ports.registering.check(registration, { assetId, owner, bytes: 0, keptMs: REGISTRATION_MS });
        },
      });
    } catch (error) {
      if (on === 'first') await this.abandon(attempt, error);
      throw error;
    }
    const { fields, file } = attempt.form;
    return hashOfJson({ fields, ...file });
  }

  private async work(attempt: ReceivedForm): Promise<StoredAnswer> {
    const { assetId, by, owner, commandId, form } = attempt;
    if (form === undefined) throw new Error('A registration was carried out before its form was read');
    try {
      const registration = this.asItIs(await readFields(form.fields, this.defaultsOf(attempt)));
      const { asset } = await this.ports.registering.register({ assetId, by, owner, commandId, registration, file: form.file });
      return await this.registered(assetId, asset);
    } catch (error) {
      if (error instanceof Problem) await this.abandon(attempt, error);
      throw error;
    }
  }

  private async registered(assetId: string, asset: LoadedAsset): Promise<StoredAnswer> {
    const headers = { location: `${this.ports.path}/${assetId}`, etag: `"${asset.revision}"` };
    return jsonAnswer(202, await this.ports.render(assetId, asset), headers);
  }

  /** Best effort: the collector of orphans removes the rest later. */
  private async abandon(attempt: ReceivedForm, error: unknown): Promise<void> {
    if (error instanceof Problem && error.code === 'idempotency-mismatch') return;
    await this.ports.registering.abandon(attempt.assetId).catch(() => undefined);
  }
}
