import 'reflect-metadata';
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import { PATTERN_EXTRAS_METADATA, PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { followUpOf, outputOf, type StepKind } from '@throughline/contracts';
import type { HandlerLookup, Lane, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { callHandler } from '@throughline/service-kit/transport';
import type { StepPart } from './step.js';

export interface RegisteredStep {
  readonly name: string;
  readonly lane: string | undefined;
  readonly slowLane?: string;
  readonly handler: StepHandler;
}

type Handle = MessageHandler<StepContext>;

const DELIVERY: StepKind = 'delivery';
const FOLLOW_UP: StepKind = 'followUp';

/** Returns the name under which the handler of a step registers. */
function nameOfHandler(step: string): string {
  if (outputOf(step) === undefined) return step;
  return followUpOf(step) === undefined ? DELIVERY : FOLLOW_UP;
}

export function findHandler(steps: readonly RegisteredStep[]): HandlerLookup {
  const byName = new Map(steps.map(({ name, handler }) => [name, handler]));
  return (step) => byName.get(nameOfHandler(step));
}

/** Combines the handlers that Nest found into one for each step. */
export function collectSteps(
  handles: ReadonlyMap<string, Handle>,
  container: Pick<INestApplicationContext, 'get'>,
): readonly RegisteredStep[] {
  const parts = [...handles].map(([name, handle]) => ({ name, handle, ...(handle.extras as StepPart) }));
  const runs = parts.filter(({ part }) => part === 'run');
  return runs.map(({ name, lane, slowLane, of, handle }) => {
    const find = (part: StepPart['part']): Handle | undefined =>
      parts.find((each) => each.of === of && each.part === part)?.handle;
    const [preflight, abandon] = [find('preflight'), find('abandon')];
    // The question about a skip is a function of the state, asked while a command is decided, so it is no message.
    const instance = container.get<Pick<StepHandler, 'foreseeSkip'>>(of, { strict: false });
    const handler: StepHandler = {
      run: (context) => callHandler<StepOutcome>(handle, context),
      foreseeSkip: (queued) => instance.foreseeSkip?.(queued),
      ...(preflight === undefined ? {} : { preflight: (context: StepContext) => callHandler<undefined>(preflight, context) }),
      ...(abandon === undefined ? {} : { abandon: (context: StepContext) => callHandler<undefined>(abandon, context) }),
    };
    return { name, lane, ...(slowLane === undefined ? {} : { slowLane }), handler };
  });
}

/** Refuses a step in a lane that the service does not serve, and a lane without a step: attempts in it would never run. */
export function checkLanes(steps: readonly RegisteredStep[], lanes: readonly Lane[]): void {
  const served = new Set(lanes.map(({ lane }) => lane));
  const uses = steps.flatMap(({ name, lane, slowLane }) =>
    [lane, ...(slowLane === undefined ? [] : [slowLane])].map((of) => ({ name, lane: of })),
  );
  const named = new Set(uses.map(({ lane }) => lane));
  const lost = uses.find(({ lane }) => lane !== undefined && !served.has(lane));
  if (lost !== undefined)
    throw new Error(`Step ${lost.name} names the lane ${String(lost.lane)}, which this service does not serve`);
  const idle = named.has(undefined) ? undefined : lanes.find(({ lane }) => !named.has(lane));
  if (idle !== undefined) throw new Error(`No step of this service names the lane ${idle.lane}`);
}

/** Returns the steps that a class runs, with the lanes that its decorators name. */
export function stepsOf(type: Type<object>): readonly Pick<RegisteredStep, 'name' | 'lane'>[] {
  const prototype = type.prototype as object;
  return Object.getOwnPropertyNames(prototype).flatMap((key) => {
    const method: unknown = Object.getOwnPropertyDescriptor(prototype, key)?.value;
    if (typeof method !== 'function') return [];
    const extras = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as StepPart | undefined;
    if (extras?.part !== 'run') return [];
    const names = Reflect.getMetadata(PATTERN_METADATA, method) as readonly string[];
    return names.map((name) => ({ name, lane: extras.lane }));
  });
}
