import type { NatsConnection } from '@nats-io/nats-core';
import {
  CREDENTIAL_TEST_SUBJECT,
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  credentialTestCodec,
  credentialTestReportCodec,
  outputTestCodec,
  outputTestReportCodec,
  outputTypesReplyCodec,
  outputTypesRequestCodec,
  type CredentialTest,
  type CredentialTestReport,
  type OutputTest,
  type OutputTestReport,
  type OutputType,
} from '@throughline/contracts';
import { hasNoResponder } from '../adapters/log/index.js';
import { Problem } from '../kit/http/problems/problem.js';
import type { OutputService } from './output-service.js';

/** The upload service ends a test earlier. Milliseconds. */
const TEST_MS = 25_000;
const TYPES_MS = 5_000;

export class BusOutputService implements OutputService {
  constructor(private readonly nc: Pick<NatsConnection, 'request'>) {}

  async types(): Promise<readonly OutputType[]> {
    const answer = await this.#ask(OUTPUT_TYPES_SUBJECT, outputTypesRequestCodec.encode({ v: 1 }), TYPES_MS);
    return outputTypesReplyCodec.decode(answer).types;
  }

  async test(question: OutputTest): Promise<OutputTestReport> {
    return outputTestReportCodec.decode(await this.#ask(OUTPUT_TEST_SUBJECT, outputTestCodec.encode(question), TEST_MS));
  }

  async testCredential(question: CredentialTest): Promise<CredentialTestReport> {
    const answer = await this.#ask(CREDENTIAL_TEST_SUBJECT, credentialTestCodec.encode(question), TEST_MS);
    return credentialTestReportCodec.decode(answer);
  }

  async #ask(subject: string, question: Uint8Array, timeout: number): Promise<Uint8Array> {
    try {
      return (await this.nc.request(subject, question, { timeout })).data;
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-upload-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
