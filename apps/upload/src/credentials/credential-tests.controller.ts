import { Controller, Inject } from '@nestjs/common';
import {
  CREDENTIAL_TEST_SUBJECT,
  credentialTestCodec,
  credentialTestReportCodec,
  type CredentialTest,
  type CredentialTestReport,
} from '@throughline/contracts';
import { CredentialTests } from '@throughline/credentials';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';

/** Replies to the gateway's requests to test credentials. */
@Controller()
export class CredentialTestsController {
  constructor(@Inject(CredentialTests) private readonly tests: CredentialTests) {}

  @Responder(CREDENTIAL_TEST_SUBJECT, { request: credentialTestCodec, reply: credentialTestReportCodec, queue: 'upload' })
  test({ content, signal }: BusMessage<CredentialTest>): Promise<CredentialTestReport> {
    return this.tests.test(content, signal);
  }
}
