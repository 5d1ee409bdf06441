import { NestFactory } from '@nestjs/core';
import { connect } from '@nats-io/transport-node';
import { CHANNEL_CHECK_SUBJECT, channelCheckCodec, channelCheckReportCodec, type ChannelCheck } from '@throughline/contracts';
import { ChannelChecks } from '@throughline/mirror';
import { createLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { startNats } from '@throughline/stack/testing';
import { ChannelChecksController } from './channel-checks.controller.js';

class Checks {}

const question: ChannelCheck = {
  v: 1,
  channel: {
    v: 1,
    channel: 7,
    owner: 'owner-1',
    name: 'audits',
    actionType: 'update_origin',
    fieldMap: {},
    changedAt: '2026-02-05T10:00:00.000Z',
    version: 1,
  },
};

describe('a request to check a channel', () => {
  it('gets the report of the check as its reply', async () => {
    const nats = await startNats();
    const [gateway, upload] = await Promise.all([connect({ servers: nats.url }), connect({ servers: nats.url })]);
    const asked: ChannelCheck[] = [];
    const check = (one: ChannelCheck): ReturnType<ChannelChecks['check']> => {
      asked.push(one);
      return Promise.resolve({ v: 1, items: [{ name: 'client', result: 'ok', message: one.channel.name }] });
    };
    const strategy = new BusStrategy(upload, createLogger({ service: 'upload', level: 'silent' }));
    const providers = [{ provide: ChannelChecks, useValue: { check } }];
    const module = { module: Checks, controllers: [ChannelChecksController], providers };
    const app = await NestFactory.createMicroservice(module, { strategy, logger: false, abortOnError: false });
    await app.listen();
    try {
      const reply = await gateway.request(CHANNEL_CHECK_SUBJECT, channelCheckCodec.encode(question), { timeout: 10_000 });
      expect(channelCheckReportCodec.decode(reply.data).items).toEqual([{ name: 'client', result: 'ok', message: 'audits' }]);
      expect(asked).toEqual([question]);
    } finally {
      await app.close();
      await Promise.all([gateway.close(), upload.close()]);
      await nats.stop();
    }
  });
});
