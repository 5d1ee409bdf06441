import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { LoadedAsset } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, registrationIdOf, sendAnswer } from '../../idempotency/http.js';
import { IdempotentRequests, type Steps } from '../../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../../idempotency/idempotency-store.js';
import { Problem } from '../../problems/problem.js';
import { TakesForms } from '../../requests/takes-forms.js';
import { NeedsScope } from '../../tokens/auth.guard.js';
import { RecordingView } from '../recording-view.js';
import { readFields } from './read-fields.js';
import { readSource } from './read-source.js';
import { RegisterFetched } from './register-fetched.js';
import { RegisterRecording } from './register-recording.js';
import { SourceRules } from './source-rules.js';
import { readUploadForm, type UploadForm } from './upload-form.js';
import { UploadLimits } from './upload-limits.js';

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

@Controller('api/v1/recordings')
@NeedsScope('write')
export class RegisterController {
  constructor(
    @Inject(RegisterRecording) private readonly registering: RegisterRecording,
    @Inject(RegisterFetched) private readonly fetching: RegisterFetched,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(RecordingView) private readonly view: RecordingView,
    @Inject(UploadLimits) private readonly limits: UploadLimits,
    @Inject(SourceRules) private readonly sources: SourceRules,
  ) {}

  @Post()
  @TakesForms()
  async register(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
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
    sendAnswer(reply, await this.once.run(keyed, steps));
  }

  private async workFetched(body: unknown, { assetId, by, owner, commandId }: Attempt): Promise<StoredAnswer> {
    const given = await readSource(body, this.sources);
    return this.registered(assetId, await this.fetching.register({ assetId, by, owner, commandId, ...given }));
  }

  /** Reads the form; on a replay only to tell whether it is the same. */
  private async receive(request: FastifyRequest, attempt: Attempt, on: 'first' | 'replay'): Promise<string> {
    try {
      attempt.form = await readUploadForm(request, {
        maxBytes: this.limits.maxBytes,
        idleMs: this.limits.idleMs,
        store: (bytes, signal) =>
          on === 'replay' ? discardBytes(bytes) : this.registering.store(attempt.assetId, bytes, signal),
        check: async (fields) => {
          this.registering.check(await readFields(fields));
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
      const registration = await readFields(form.fields);
      return await this.registered(
        assetId,
        await this.registering.register({ assetId, by, owner, commandId, registration, file: form.file }),
      );
    } catch (error) {
      if (error instanceof Problem) await this.abandon(attempt, error);
      throw error;
    }
  }

  private async registered(assetId: string, asset: LoadedAsset): Promise<StoredAnswer> {
    const headers = { location: `/api/v1/recordings/${assetId}`, etag: `"${asset.revision}"` };
    return jsonAnswer(202, await this.view.renderLoaded(assetId, asset), headers);
  }

  /** Best effort: what it cannot remove now, the collector of orphans removes later. */
  private async abandon(attempt: Attempt, error: unknown): Promise<void> {
    if (error instanceof Problem && error.code === 'idempotency-mismatch') return;
    await this.registering.abandon(attempt.assetId).catch(() => undefined);
  }
}
