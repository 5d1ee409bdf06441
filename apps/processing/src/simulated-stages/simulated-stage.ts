import type { Artifact, JsonObject, Script } from '@throughline/contracts';
import type { StepContext, StepHandler } from '@throughline/engine';
import { playStep, findScript } from '@throughline/simulation';

export interface StageResult {
  readonly result: JsonObject;
  readonly artifacts: readonly Artifact[];
}
export type MakeArtifacts = (context: StepContext) => Promise<StageResult>;

/** Shows what a stage has done so far, as the real stage does. */
export interface StageFollower {
  /** Receives the share that is done, from 0 to 1. */
  report(fraction: number): void;
  /** Stops, after success or failure. */
  close(): Promise<void>;
  discard(): Promise<void>;
}
export type FollowStage = (context: StepContext) => StageFollower;

export interface ScriptedStageParts {
  readonly real: StepHandler;
  /** Writes the same files as the real stage: later stages need them. */
  readonly make: MakeArtifacts;
  readonly follow?: FollowStage | undefined;
  readonly simulation: boolean;
}

async function playFollowed(script: Script, context: StepContext, follower?: StageFollower): ReturnType<typeof playStep> {
  const progress: StepContext['progress'] = (done) => {
    context.progress(done);
    follower?.report(done.fraction);
  };
  try {
    const played = await playStep(script, { ...context, progress });
    await follower?.discard();
    return played;
  } finally {
    await follower?.close();
  }
}

/** Runs the script of the run's config, if it has one for this stage, and the real handler otherwise. */
export function scriptedStage({ real, make, follow, simulation }: ScriptedStageParts): StepHandler {
  return {
    foreseeSkip: (queued) => (queued.config.simulation?.[queued.step] === undefined ? real.foreseeSkip?.(queued) : undefined),
    async preflight(context) {
      if (findScript(context, simulation) === undefined) await real.preflight?.(context);
    },
    async run(context) {
      const script = findScript(context, simulation);
      if (script === undefined) return real.run(context);
      const started = performance.now();
      const { skipped } = await playFollowed(script, context, follow?.(context));
      if (skipped !== undefined) return { kind: 'skipped', reason: skipped };
      const { result, artifacts } = await make(context);
      const metrics = { elapsed_ms: Math.round(performance.now() - started) };
      return { kind: 'completed', result: { ...result, simulated: true }, artifacts, metrics };
    },
  };
}
