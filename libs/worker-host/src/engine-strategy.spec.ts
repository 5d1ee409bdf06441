import { Controller, Inject, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { PermanentError, WaitingError, deliveryStep, followUpStep } from '@throughline/contracts';
import type { HandlerLookup, Lane, QueuedStep, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import type { EngineParts } from './engine-parts.js';
import { EngineStrategy } from './engine-strategy.js';
import { Abandon, Preflight, Step } from './steps/step.js';

const done: StepOutcome = { kind: 'completed', result: {}, artifacts: [], metrics: {} };
const finish = (): Promise<StepOutcome> => Promise.resolve(done);

const contextOf = (given: Partial<StepContext> = {}): StepContext => given as StepContext;

const BEHAVIOUR = Symbol('Behaviour');

/** Does in each method what the test gives. */
type Behaviour = (method: keyof StepHandler, context: StepContext) => Promise<StepOutcome>;

@Controller()
class Probe implements StepHandler {
  constructor(@Inject(BEHAVIOUR) private readonly given: Behaviour) {}

  foreseeSkip({ language }: QueuedStep): 'no_engine' | undefined {
    return language === 'xx' ? 'no_engine' : undefined;
  }

  @Preflight()
  async preflight(context: StepContext): Promise<void> {
    await this.given('preflight', context);
  }

  @Step('probe', { lane: 'media' })
  run(context: StepContext): Promise<StepOutcome> {
    return this.given('run', context);
  }

  @Abandon()
  async abandon(context: StepContext): Promise<void> {
    await this.given('abandon', context);
  }
}

@Controller()
class SlowProbe implements StepHandler {
  @Step('probe', { lane: 'media', slowLane: 'slow' })
  run(): Promise<StepOutcome> {
    return finish();
  }
}

@Controller()
class Twin implements StepHandler {
  @Step('probe', { lane: 'media' })
  run(): Promise<StepOutcome> {
    return finish();
  }
}

@Controller()
class Deliver implements StepHandler {
  @Step('delivery')
  run(): Promise<StepOutcome> {
    return Promise.resolve({ ...done, result: { by: 'delivery' } });
  }
}

@Controller()
class Follow implements StepHandler {
  @Step('followUp')
  run(): Promise<StepOutcome> {
    return Promise.resolve({ ...done, result: { by: 'follow-up' } });
  }
}

class Steps {}

interface Trial {
  readonly given?: Behaviour;
  readonly lanes?: readonly Lane[];
  readonly over?: (registered: HandlerLookup) => HandlerLookup;
}

const MEDIA: Lane = { lane: 'media', concurrency: 1 };

/** Returns the handlers that the engine gets from an application with these classes. */
async function findHandlers(
  controllers: readonly Type[],
  { given = finish, lanes = [MEDIA], over }: Trial = {},
): Promise<HandlerLookup> {
  const providers = [{ provide: BEHAVIOUR, useValue: given }];
  const module = { module: Steps, controllers: [...controllers], providers };
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false, abortOnError: false });
  const definition = { service: 'processing' as const, lanes, ...(over === undefined ? {} : { over }) };
  const strategy = new EngineStrategy({ definition } as unknown as EngineParts, app);
  app.connectMicroservice({ strategy });
  await app.init();
  return strategy.handlers();
}

/** Returns the handler of `probe` whose methods all do the same. */
async function openProbe(given: Behaviour): Promise<Required<StepHandler>> {
  return (await findHandlers([Probe], { given }))('probe') as Required<StepHandler>;
}

describe('an error that a step throws', () => {
  it.each([
    ['a permanent error', new PermanentError('file-broken', 'The file is broken')],
    ['a wait', new WaitingError('not-yet', 'Not yet there', { retryAfterMs: 500 })],
    ['an error of a library', new TypeError('fetch failed', { cause: new Error('connection refused') })],
  ])('arrives unchanged: %s', async (_what, error) => {
    const probe = await openProbe(() => Promise.reject(error));
    const caught = await probe.run(contextOf()).catch((reason: unknown) => reason);
    expect(caught).toBe(error);
  });

  it.each(['preflight', 'abandon'] as const)('arrives unchanged from %s', async (method) => {
    const error = new PermanentError('output-gone', 'The folder no longer exists');
    const probe = await openProbe(() => Promise.reject(error));
    const caught = await probe[method](contextOf()).catch((reason: unknown) => reason);
    expect(caught).toBe(error);
  });

  it('arrives unchanged if an abort caused it', async () => {
    const probe = await openProbe((_method, { signal }) => {
      signal.throwIfAborted();
      return finish();
    });
    const reason = new Error('the lease is lost');
    const caught = await probe.run(contextOf({ signal: AbortSignal.abort(reason) })).catch((error: unknown) => error);
    expect(caught).toBe(reason);
  });
});

describe('the methods of a step', () => {
  it('get the context of the attempt itself, and their outcome arrives unchanged', async () => {
    const called: [string, StepContext][] = [];
    const probe = await openProbe((method, context) => {
      called.push([method, context]);
      return finish();
    });
    const context = contextOf();
    await probe.preflight(context);
    expect(await probe.run(context)).toBe(done);
    await probe.abandon(context);
    expect(called.map(([method]) => method)).toEqual(['preflight', 'run', 'abandon']);
    expect(called.every(([, each]) => each === context)).toBe(true);
  });

  it('foresee a skip without a message', async () => {
    const probe = await openProbe(finish);
    expect(probe.foreseeSkip({ language: 'xx' } as QueuedStep)).toBe('no_engine');
    expect(probe.foreseeSkip({ language: 'en' } as QueuedStep)).toBeUndefined();
  });

  it('are absent where a class has none, so that the engine does not open an attempt for them', async () => {
    const twin = (await findHandlers([Twin]))('probe');
    expect(Object.keys(twin ?? {})).toEqual(['run', 'foreseeSkip']);
  });
});

describe('the steps of a service', () => {
  it('include every delivery and every follow-up by their kind', async () => {
    const handlerFor = await findHandlers([Deliver, Follow]);
    const steps = [deliveryStep('library'), deliveryStep('youtube'), followUpStep('youtube', 'captions')];
    const outcomes = await Promise.all(steps.map(async (step) => handlerFor(step)?.run(contextOf())));
    expect(outcomes).toMatchObject([
      { result: { by: 'delivery' } },
      { result: { by: 'delivery' } },
      { result: { by: 'follow-up' } },
    ]);
    expect(handlerFor('TRIM')).toBeUndefined();
  });

  it('may be put behind other handlers', async () => {
    const script: StepHandler = { run: finish };
    const handlerFor = await findHandlers([Probe, Deliver], {
      over: (registered) => (step) => (step === 'probe' ? script : registered(step)),
    });
    expect(handlerFor('probe')).toBe(script);
    expect(handlerFor(deliveryStep('library'))).toBeDefined();
  });

  it.each([
    ['two classes handle one of them', [Probe, Twin], [MEDIA], 'Two methods handle probe'],
    ['one names a lane that the service does not serve', [Probe], [], 'Step probe names the lane media'],
    ['one names a slow lane that the service does not serve', [SlowProbe], [MEDIA], 'Step probe names the lane slow'],
    ['a lane has none', [Probe], [MEDIA, { lane: 'speech', concurrency: 1 }], 'No step of this service names the lane speech'],
  ])('stop the start if %s', async (_what, controllers, lanes, message) => {
    await expect(findHandlers(controllers, { lanes })).rejects.toThrow(message);
  });
});
