import { NestFactory } from '@nestjs/core';
import { connect } from '@nats-io/transport-node';
import { ENGINE_SUBJECT, engineReplyCodec, engineRequestCodec, type EngineRequest } from '@throughline/contracts';
import { createLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { startNats } from '@throughline/stack/testing';
import { EngineRequestsController } from './engine-requests.controller.js';
import { EngineRequests } from './engine-requests.js';

class Requests {}

const question: EngineRequest = { v: 1, act: 'fetch', model: 'small' };

describe('a request about engines over the bus', () => {
  it('gets the reply of the service', async () => {
    const nats = await startNats();
    const [gateway, processing] = await Promise.all([connect({ servers: nats.url }), connect({ servers: nats.url })]);
    const asked: EngineRequest[] = [];
    const handle = (one: EngineRequest): ReturnType<EngineRequests['handle']> => {
      asked.push(one);
      return Promise.resolve({ v: 1, model: 'small', phase: 'fetching' });
    };
    const strategy = new BusStrategy(processing, createLogger({ service: 'processing', level: 'silent' }));
    const providers = [{ provide: EngineRequests, useValue: { handle } }];
    const module = { module: Requests, controllers: [EngineRequestsController], providers };
    const app = await NestFactory.createMicroservice(module, { strategy, logger: false, abortOnError: false });
    await app.listen();
    try {
      const reply = await gateway.request(ENGINE_SUBJECT, engineRequestCodec.encode(question), { timeout: 10_000 });
      expect(engineReplyCodec.decode(reply.data)).toEqual({ v: 1, model: 'small', phase: 'fetching' });
      expect(asked).toEqual([question]);
    } finally {
      await app.close();
      await Promise.all([gateway.close(), processing.close()]);
      await nats.stop();
    }
  });
});
