import type { NatsConnection } from '@nats-io/nats-core';
import {
  SOURCE_SUBJECTS,
  credentialTestCodec,
  credentialTestReportCodec,
  sourceListReplyCodec,
  sourceListRequestCodec,
  sourceLocateReplyCodec,
  sourceLocateRequestCodec,
  sourceRetireReplyCodec,
  sourceRetireRequestCodec,
  sourceTakeReplyCodec,
  sourceTakeRequestCodec,
  sourceTestCodec,
  sourceTestReportCodec,
  sourceTypesReplyCodec,
  sourceTypesRequestCodec,
  type CredentialTest,
  type CredentialTestReport,
  type LocatedFile,
  type OutputType,
  type SourceError,
  type SourceListRequest,
  type SourceLocateRequest,
  type SourcePage,
  type SourceRetired,
  type SourceTaken,
  type SourceTest,
  type SourceTestReport,
} from '@throughline/contracts';
import { Problem } from '../kit/http/problems/problem.js';
import { hasNoResponder } from '../adapters/log/index.js';
import { SourceProblem, type SourceItemRef, type SourceService } from './source-service.js';

/** The ingest service ends its work earlier. */
const ANSWER_MS = 25_000;
/** A test makes several checks. The right to answer ends after a minute. */
const TEST_MS = 55_000;
const TYPES_MS = 5_000;

function resultOf<T>(reply: { readonly result: T } | { readonly error: SourceError }): T {
  if ('result' in reply) return reply.result;
  throw new SourceProblem(reply.error);
}

export class BusSourceService implements SourceService {
  constructor(private readonly nc: Pick<NatsConnection, 'request'>) {}

  async types(): Promise<readonly OutputType[]> {
    const answer = await this.#ask(SOURCE_SUBJECTS.types, sourceTypesRequestCodec.encode({ v: 1 }), TYPES_MS);
    return sourceTypesReplyCodec.decode(answer).types;
  }

  async test(question: SourceTest): Promise<SourceTestReport> {
    return sourceTestReportCodec.decode(await this.#ask(SOURCE_SUBJECTS.test, sourceTestCodec.encode(question), TEST_MS));
  }

  async list(request: SourceListRequest): Promise<SourcePage> {
    const answer = await this.#ask(SOURCE_SUBJECTS.list, sourceListRequestCodec.encode(request));
    return resultOf(sourceListReplyCodec.decode(answer));
  }

  async take({ source, externalId }: SourceItemRef, assetId: string): Promise<SourceTaken> {
    const request = sourceTakeRequestCodec.encode({ v: 1, source, external_id: externalId, asset_id: assetId });
    return resultOf(sourceTakeReplyCodec.decode(await this.#ask(SOURCE_SUBJECTS.take, request)));
  }

  async retire({ source, externalId }: SourceItemRef): Promise<SourceRetired> {
    const request = sourceRetireRequestCodec.encode({ v: 1, source, external_id: externalId });
    return resultOf(sourceRetireReplyCodec.decode(await this.#ask(SOURCE_SUBJECTS.retire, request)));
  }

  async locate(files: SourceLocateRequest['files']): Promise<readonly LocatedFile[]> {
    const request = sourceLocateRequestCodec.encode({ v: 1, files });
    const located = sourceLocateReplyCodec.decode(await this.#ask(SOURCE_SUBJECTS.locate, request)).files;
    if (located.length !== files.length) throw new Error('The ingest service has not answered about each file');
    return located;
  }

  async testCredential(question: CredentialTest): Promise<CredentialTestReport> {
    return credentialTestReportCodec.decode(
      await this.#ask(SOURCE_SUBJECTS.testCredential, credentialTestCodec.encode(question)),
    );
  }

  async #ask(subject: string, question: Uint8Array, timeout = ANSWER_MS): Promise<Uint8Array> {
    try {
      return (await this.nc.request(subject, question, { timeout })).data;
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-ingest-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
