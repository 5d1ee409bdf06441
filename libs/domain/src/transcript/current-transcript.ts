import { TRANSCRIPT_ROLE, textVersionOf, type Artifact } from '@throughline/contracts';
import type { Asset, AttemptRecord, Correction, StepState } from '../asset/state.js';

/** What was heard last, by whatever step. */
export interface Heard {
  readonly attemptId: string;
  readonly artifact: Artifact;
}
/** The words that count now. */
export interface CurrentTranscript extends Heard {
  readonly version: string;
  /** Left out: as it was heard. */
  readonly correction?: Correction;
}

const isTranscript = ({ role }: Artifact): boolean => role === TRANSCRIPT_ROLE;

function heardBy({ phase, artifacts, attempts }: StepState): readonly Heard[] {
  const artifact = phase === 'completed' ? artifacts.find(isTranscript) : undefined;
  const attemptId = attempts.at(-1)?.attemptId;
  return artifact === undefined || attemptId === undefined ? [] : [{ artifact, attemptId }];
}

export const heardLast = ({ steps }: Pick<Asset, 'steps'>): Heard | undefined => steps.flatMap(heardBy).at(-1);

/** The correction that holds. Whoever has the recording heard anew wants to see that; what was corrected before is kept beside it. */
export const correctionOf = (asset: Pick<Asset, 'steps' | 'correction'>): Correction | undefined => {
  const { correction } = asset;
  // Asked of every state that is looked at, and hardly any has a correction.
  if (correction === undefined) return undefined;
  return heardLast(asset)?.attemptId === correction.attemptId ? correction : undefined;
};

export function currentTranscript(asset: Asset): CurrentTranscript | undefined {
  const heard = heardLast(asset);
  if (heard === undefined) return undefined;
  const correction = correctionOf(asset);
  const artifact = correction?.artifacts.find(isTranscript) ?? heard.artifact;
  return { ...heard, artifact, version: textVersionOf(artifact), ...(correction === undefined ? {} : { correction }) };
}

/** Files under the names that they have always had, with the words that count. Nothing is added that no step has made. */
export function withCorrection(asset: Asset, files: readonly Artifact[]): readonly Artifact[] {
  const corrected = new Map(correctionOf(asset)?.artifacts.map((artifact) => [artifact.name, artifact]));
  return corrected.size === 0 ? files : files.map((file) => corrected.get(file.name) ?? file);
}

/** Which words the newest attempt takes along: the order of the log says it, whatever clocks say. */
export const begunWith = ({ attempts }: StepState): number | undefined => attempts.at(-1)?.begunWith;

/** What an attempt that begins now is to be remembered by. */
export function withWords(asset: Asset): Pick<AttemptRecord, 'begunWith'> {
  const correction = correctionOf(asset);
  return correction === undefined ? {} : { begunWith: correction.number };
}

/** The output has other words than those that count, or is being given such. */
export function holdsOldWords(asset: Asset, step: StepState): boolean {
  const correction = correctionOf(asset);
  if (correction === undefined || step.kind !== 'delivery') return false;
  if (step.phase === 'running') return begunWith(step) !== correction.number;
  return step.delivered !== undefined && step.deliveredWith !== correction.number;
}
