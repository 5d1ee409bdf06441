import { Controller, Inject } from '@nestjs/common';
import {
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  outputTestCodec,
  outputTestReportCodec,
  outputTypesReplyCodec,
  outputTypesRequestCodec,
  type OutputTest,
  type OutputTestReport,
  type OutputType,
  type OutputTypesReply,
} from '@throughline/contracts';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { OutputTests } from './output-tests.js';

export const OUTPUT_TYPES = Symbol('OutputTypes');

/** Replies to the gateway's requests about the outputs that users set up. */
@Controller()
export class OutputsController {
  constructor(
    @Inject(OUTPUT_TYPES) private readonly offered: readonly OutputType[],
    @Inject(OutputTests) private readonly tests: OutputTests,
  ) {}

  @Responder(OUTPUT_TYPES_SUBJECT, { request: outputTypesRequestCodec, reply: outputTypesReplyCodec, queue: 'upload' })
  types(): Promise<OutputTypesReply> {
    return Promise.resolve({ v: 1, types: [...this.offered] });
  }

  @Responder(OUTPUT_TEST_SUBJECT, { request: outputTestCodec, reply: outputTestReportCodec, queue: 'upload' })
  test({ content, signal }: BusMessage<OutputTest>): Promise<OutputTestReport> {
    return this.tests.test(content, signal);
  }
}
