import { Module, type DynamicModule, type ValueProvider } from '@nestjs/common';
import { Health, Metrics, type Failpoint, type Logger } from '@throughline/service-kit';
import { Background } from './kit/background.js';
import type { GatewaySettings } from './gateway-settings.js';
import { provide, type Token } from './kit/provide.js';

/** The values that every module of a process may inject. */
export interface ProcessContext {
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly failpoint: Failpoint;
}

export interface GatewayContext extends ProcessContext {
  readonly settings: GatewaySettings;
}

export const SETTINGS: Token<GatewaySettings> = Symbol('GatewaySettings');
export const LOG: Token<Logger> = Symbol('Logger');
export const NOW: Token<() => Date> = Symbol('Now');
export const FAILPOINT: Token<Failpoint> = Symbol('Failpoint');
/** Logs the failure of background work. */
export const ON_PROBLEM: Token<(error: unknown) => void> = Symbol('OnProblem');

@Module({})
export class ContextModule {
  static of({ settings, ...context }: GatewayContext): DynamicModule {
    return ContextModule.ofProcess(context, [{ provide: SETTINGS, useValue: settings }]);
  }

  static ofProcess({ log, health, metrics, now, failpoint }: ProcessContext, more: readonly ValueProvider[] = []): DynamicModule {
    const onProblem = (error: unknown): void => {
      log.warn({ err: error }, 'background work failed, retrying later');
    };
    const providers = [
      ...more,
      { provide: LOG, useValue: log },
      { provide: Health, useValue: health },
      { provide: Metrics, useValue: metrics },
      { provide: NOW, useValue: now },
      { provide: FAILPOINT, useValue: failpoint },
      { provide: ON_PROBLEM, useValue: onProblem },
      provide(Background, {}, () => new Background(log)),
    ];
    return { module: ContextModule, global: true, providers, exports: providers };
  }
}
