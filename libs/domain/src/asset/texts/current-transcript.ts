import { EARLIER_CORRECTION_ROLE, TRANSCRIPT_ROLE, textVersionOf, type Artifact } from '@throughline/contracts';
import type { AttemptRecord } from '../attempt-record.js';
import type { Asset, Correction, StepState } from '../state.js';

/** The transcript that a step produced last, without corrections. */
export interface RawTranscript {
  readonly attemptId: string;
  readonly artifact: Artifact;
}
export interface CurrentTranscript extends RawTranscript {
  readonly version: string;
  /** Absent: the uncorrected transcript. */
  readonly correction?: Correction;
}

const isTranscript = ({ role }: Artifact): boolean => role === TRANSCRIPT_ROLE;

function rawTranscriptsOf({ phase, artifacts, attempts }: StepState): readonly RawTranscript[] {
  const artifact = phase === 'completed' ? artifacts.find(isTranscript) : undefined;
  const attemptId = attempts.at(-1)?.attemptId;
  return artifact === undefined || attemptId === undefined ? [] : [{ artifact, attemptId }];
}

export const latestRawTranscript = ({ steps }: Pick<Asset, 'steps'>): RawTranscript | undefined =>
  steps.flatMap(rawTranscriptsOf).at(-1);

/**
 * Returns the correction that applies. A new transcription takes precedence over corrections of an earlier transcript, whose
 * files stay.
 */
export const correctionOf = (asset: Pick<Asset, 'steps' | 'correction'>): Correction | undefined => {
  const { correction } = asset;
  // This runs for every state that is shown, and few assets have a correction, so the usual case returns early.
  if (correction === undefined) return undefined;
  return latestRawTranscript(asset)?.attemptId === correction.attemptId ? correction : undefined;
};

/** Returns the newest correction as an input of another transcription, which keeps what the person wrote. */
export function earlierCorrection({ correction }: Pick<Asset, 'correction'>): readonly Artifact[] {
  const transcript = correction?.artifacts.find(isTranscript);
  return transcript === undefined ? [] : [{ ...transcript, role: EARLIER_CORRECTION_ROLE, name: 'earlier-correction.json' }];
}

export function currentTranscript(asset: Asset): CurrentTranscript | undefined {
  const heard = latestRawTranscript(asset);
  if (heard === undefined) return undefined;
  const correction = correctionOf(asset);
  const artifact = correction?.artifacts.find(isTranscript) ?? heard.artifact;
  return { ...heard, artifact, version: textVersionOf(artifact), ...(correction === undefined ? {} : { correction }) };
}

/** Replaces each file by its corrected version of the same name. Adds no file that no step has made. */
export function applyCorrection(asset: Asset, files: readonly Artifact[]): readonly Artifact[] {
  const corrected = new Map(correctionOf(asset)?.artifacts.map((artifact) => [artifact.name, artifact]));
  return corrected.size === 0 ? files : files.map((file) => corrected.get(file.name) ?? file);
}

/** Returns the correction that the newest attempt started with. The order of the log decides, not clocks. */
export const correctionAtStart = ({ attempts }: StepState): number | undefined => attempts.at(-1)?.begunWith;

export function recordStartCorrection(asset: Asset): Pick<AttemptRecord, 'begunWith'> {
  const correction = correctionOf(asset);
  return correction === undefined ? {} : { begunWith: correction.number };
}

/** Returns true if the output has an earlier version of the transcript, or is being sent one. */
export function hasOldTranscript(asset: Asset, step: StepState): boolean {
  const correction = correctionOf(asset);
  if (correction === undefined || step.kind !== 'delivery') return false;
  if (step.phase === 'running') return correctionAtStart(step) !== correction.number;
  return step.delivered !== undefined && step.deliveredWith !== correction.number;
}
