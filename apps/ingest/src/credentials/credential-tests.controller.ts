import { Controller, Inject } from '@nestjs/common';
import {
  SOURCE_SUBJECTS,
  credentialTestCodec,
  credentialTestReportCodec,
  type CredentialTest,
  type CredentialTestReport,
} from '@throughline/contracts';
import { CredentialTests } from '@throughline/credentials';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';

/** Replies to the gateway's requests to test the credentials of sources. */
@Controller()
export class CredentialTestsController {
  constructor(@Inject(CredentialTests) private readonly tests: CredentialTests) {}

  @Responder(SOURCE_SUBJECTS.testCredential, { request: credentialTestCodec, reply: credentialTestReportCodec, queue: 'ingest' })
  test({ content, signal }: BusMessage<CredentialTest>): Promise<CredentialTestReport> {
    return this.tests.test(content, signal);
  }
}
