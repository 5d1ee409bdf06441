import { newId, type Artifact, type JsonObject } from '@throughline/contracts';
import { currentWork, openSteps, type AssetState, type Command } from '@throughline/domain';
import type { CommandMeta } from '@throughline/engine';

/** A gateway in memory, a real one whose workers are not running, or the draft of a history. */
interface CommandedGateway {
  readonly ports: {
    readonly commands: {
      load(assetId: string): Promise<{ readonly state: AssetState } | undefined>;
      execute(assetId: string, command: Command, meta: CommandMeta): Promise<unknown>;
    };
  };
}

const worker = { kind: 'service', id: 'spec-worker' } as const;

const execute = async (gateway: CommandedGateway, assetId: string, command: Command): Promise<void> => {
  await gateway.ports.commands.execute(assetId, command, { commandId: newId(), actor: worker, correlationId: 'spec' });
};

export async function currentAttemptId(gateway: CommandedGateway, assetId: string, step: string): Promise<string> {
  const loaded = await gateway.ports.commands.load(assetId);
  const work = loaded === undefined ? undefined : currentWork(loaded.state, step);
  if (work === undefined) throw new Error(`${step} has no current attempt`);
  return work.attemptId;
}

export async function startStep(gateway: CommandedGateway, assetId: string, step: string): Promise<string> {
  const attemptId = await currentAttemptId(gateway, assetId, step);
  await execute(gateway, assetId, { type: 'StartStep', now: new Date().toISOString(), step, attemptId, worker: worker.id });
  return attemptId;
}

export async function completeStep(
  gateway: CommandedGateway,
  assetId: string,
  step: string,
  artifacts: readonly Artifact[] = [],
  result: JsonObject = {},
  details?: JsonObject,
): Promise<void> {
  const attemptId = await currentAttemptId(gateway, assetId, step);
  const now = new Date().toISOString();
  await execute(gateway, assetId, {
    type: 'CompleteStep',
    now,
    step,
    attemptId,
    result,
    artifacts,
    metrics: {},
    ...(details && { details }),
  });
}

/** Ends the attempt as if its worker had died. The next attempt is scheduled. */
export async function interruptStep(gateway: CommandedGateway, assetId: string, step: string): Promise<void> {
  const attemptId = await currentAttemptId(gateway, assetId, step);
  const how = { cause: 'lease-expired', by: worker.id, progress: 0.5 } as const;
  await execute(gateway, assetId, { type: 'InterruptStep', now: new Date().toISOString(), step, attemptId, ...how });
}

/** Fails the step without a retry. */
export async function failStep(gateway: CommandedGateway, assetId: string, step: string): Promise<void> {
  const attemptId = await currentAttemptId(gateway, assetId, step);
  const how = { code: 'broken', message: 'It is broken', retryable: false, progress: 0 };
  await execute(gateway, assetId, { type: 'FailStep', now: new Date().toISOString(), step, attemptId, ...how });
}

/** Completes all open steps as the workers would, except those in `left`. */
export async function workThrough(gateway: CommandedGateway, assetId: string, left: readonly string[] = []): Promise<void> {
  for (;;) {
    const loaded = await gateway.ports.commands.load(assetId);
    const [next] = loaded === undefined ? [] : openSteps(loaded.state).filter((step) => !left.includes(step));
    if (next === undefined) return;
    await startStep(gateway, assetId, next);
    await completeStep(gateway, assetId, next);
  }
}
