import { once } from 'node:events';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Health, Metrics, createLogger } from '@throughline/service-kit';
import { Background } from './background.js';
import { ContextModule, type GatewayContext } from '../gateway-context.js';

const HOUR = 3_600_000;
const log = createLogger({ service: 'gateway', level: 'silent' });

describe('background work', () => {
  it('sweeps at startup, one sweep after the other, whatever fails', async () => {
    const background = new Background(log);
    const seen: string[] = [];
    background.sweep(HOUR, 'first', async () => {
      seen.push('first begins');
      await Promise.resolve();
      seen.push('first ends');
      throw new Error('the broker is away');
    });
    background.sweep(HOUR, 'second', () => {
      seen.push('second');
      return Promise.resolve(1);
    });
    background.every(HOUR, 'wait', () => Promise.resolve(seen.push('not at startup')));
    background.start();
    await background.onApplicationShutdown();
    background.beforeApplicationShutdown();
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });

  it('does nothing before it is started', async () => {
    const background = new Background(log);
    const sweep = jest.fn(() => Promise.resolve(0));
    background.sweep(HOUR, 'sweep', sweep);
    await background.onApplicationShutdown();
    expect(sweep).not.toHaveBeenCalled();
  });

  it('stops a sweep, and waits for its end before the connections close', async () => {
    const seen: string[] = [];
    @Module({})
    class Connections implements OnApplicationShutdown {
      onApplicationShutdown(): void {
        seen.push('connections closed');
      }
    }
    const context = { log, health: new Health('gateway'), metrics: new Metrics('gateway') };
    const app = await NestFactory.createApplicationContext(
      {
        module: class {},
        imports: [{ module: Connections, global: true }, ContextModule.of(context as GatewayContext)],
      },
      { logger: false, abortOnError: false },
    );
    const background = app.get(Background);
    background.sweep(HOUR, 'sweep', async (signal) => {
      await once(signal, 'abort');
      seen.push('sweep ended');
      return 0;
    });
    background.start();
    await app.close();
    expect(seen).toEqual(['sweep ended', 'connections closed']);
  });
});
