import { applyDecorators, type Type } from '@nestjs/common';
// The index of the package would load the clients and servers of every broker.
import { MessagePattern } from '@nestjs/microservices/decorators/message-pattern.decorator.js';
import type { StepContext, StepOutcome } from '@throughline/engine';
import { RethrowErrors, type HandlerDecorator } from '@throughline/service-kit/transport';

/** Keeps the handlers of steps apart from those of other transports. */
export const ENGINE = Symbol('engine');

/** The role of a method, which Nest passes to the strategy with it. */
export interface StepPart {
  readonly of: Type<object>;
  readonly part: 'run' | 'preflight' | 'abandon';
  readonly lane?: string;
  /** A second lane, for attempts of the same step that take much longer. */
  readonly slowLane?: string;
}

type PartDecorator<Result> = HandlerDecorator<StepContext, Promise<Result>>;

const handles =
  <Result>(pattern: (of: Type<object>) => string, part: Omit<StepPart, 'of'>): PartDecorator<Result> =>
  (prototype, key, method) => {
    const of = prototype.constructor as Type<object>;
    const extras: StepPart = { of, ...part };
    applyDecorators(MessagePattern(pattern(of), ENGINE, extras), RethrowErrors())(prototype, key, method);
  };

/**
 * Makes a method of a controller run a step, in the lane that plans give it. Deliveries and follow-ups, which outputs name,
 * register by their kind (`delivery`, `followUp`) and serve every lane.
 */
export const Step = (name: string, lanes: Pick<StepPart, 'lane' | 'slowLane'> = {}): PartDecorator<StepOutcome> =>
  handles(() => name, { part: 'run', ...lanes });

/** Makes a method run the checks before the steps of its class. */
export const Preflight = (): PartDecorator<void> => handles(({ name }) => `${name}/preflight`, { part: 'preflight' });

/** Makes a method remove what dead attempts at the steps of its class left behind. */
export const Abandon = (): PartDecorator<void> => handles(({ name }) => `${name}/abandon`, { part: 'abandon' });
