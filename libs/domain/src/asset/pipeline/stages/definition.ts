import type { RunConfig, SkipReason, StageType } from '@throughline/contracts';
import type { Asset } from '../../state.js';

type PathIn<Section extends keyof RunConfig> =
  NonNullable<RunConfig[Section]> extends readonly unknown[]
    ? never
    : `${Section}.${keyof NonNullable<RunConfig[Section]> & string}`;

/** The path of a run's setting, e.g. `trimming.exact`. Its schema is in `libs/contracts/src/runs/config.ts`. */
export type SettingPath = { [Section in keyof RunConfig]-?: PathIn<Section> }[keyof RunConfig];

/** The fastest and the slowest usual time: once, plus for each second of media or page of a document. Milliseconds. */
export interface Estimate {
  readonly once: readonly [number, number];
  readonly each: readonly [number, number];
}

/** Returns the reason why a worker would skip the step, if the results of earlier steps already show it. */
export type SkipPredictor = (asset: Asset) => SkipReason | undefined;

/** A stage of recordings, apart from its handler. `registry.ts` lists all stages in the order of their plan. */
export interface StageDefinition {
  readonly lane: string;
  /** The stages before it; none means the download. */
  readonly dependsOn: readonly StageType[];
  /** The stages whose results it needs. If one of them has none, this stage is skipped (STG-12). */
  readonly needs?: readonly StageType[];
  readonly enabledBy: SettingPath;
  /** `allow_errors` tolerates its final failure (FLR-06). Absent if nothing can continue without its file (FLR-04). */
  readonly isTolerable?: true;
  /** The settings that determine its result: with another value, it gives another result. */
  readonly settings: readonly SettingPath[];
  /** The bounds for an estimate without history. */
  readonly estimate: Estimate;
  readonly predictSkip?: SkipPredictor;
  /** The name in `failed_at_stage` and on the command line (FLR-02 to FLR-04). */
  readonly word: string;
}
