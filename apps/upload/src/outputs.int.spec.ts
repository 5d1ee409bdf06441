import { NestFactory } from '@nestjs/core';
import { connect } from '@nats-io/transport-node';
import {
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  outputTestCodec,
  outputTestReportCodec,
  outputTypesReplyCodec,
  outputTypesRequestCodec,
  type OutputType,
} from '@throughline/contracts';
import { createLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { startNats } from '@throughline/stack/testing';
import { OutputTests } from './output-tests.js';
import { OUTPUT_TYPES, OutputsController } from './outputs.controller.js';

class Outputs {}

const offered: OutputType[] = [
  {
    type: 'folder',
    label: 'Folder',
    settings: [{ key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'library' }] }],
  },
];

describe('a request about outputs', () => {
  it('gets the types with their forms, or the report of the test, as its reply', async () => {
    const nats = await startNats();
    const [gateway, upload] = await Promise.all([connect({ servers: nats.url }), connect({ servers: nats.url })]);
    const strategy = new BusStrategy(upload, createLogger({ service: 'upload', level: 'silent' }));
    const providers = [
      { provide: OUTPUT_TYPES, useValue: offered },
      { provide: OutputTests, useValue: new OutputTests({}, () => undefined) },
    ];
    const module = { module: Outputs, controllers: [OutputsController], providers };
    const app = await NestFactory.createMicroservice(module, { strategy, logger: false, abortOnError: false });
    await app.listen();
    const request = (subject: string, bytes: Uint8Array): Promise<Uint8Array> =>
      gateway.request(subject, bytes, { timeout: 10_000 }).then(({ data }) => data);
    try {
      const types = await request(OUTPUT_TYPES_SUBJECT, outputTypesRequestCodec.encode({ v: 1 }));
      expect(outputTypesReplyCodec.decode(types).types).toEqual(offered);
      const output = { name: 'mine', type: 'folder', settings: {} };
      const report = await request(OUTPUT_TEST_SUBJECT, outputTestCodec.encode({ v: 1, output, extent: 'settings' }));
      expect(outputTestReportCodec.decode(report).items).toMatchObject([{ name: 'settings', result: 'wrong' }]);
    } finally {
      await app.close();
      await Promise.all([gateway.close(), upload.close()]);
      await nats.stop();
    }
  });
});
