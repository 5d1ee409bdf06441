import { createHash } from 'node:crypto';
import { TRANSCRIPT_ROLE, outputOf, textVersionOf, type Artifact } from '@throughline/contracts';
import {
  currentTranscript,
  hasOldTranscript,
  outputStatus,
  type Asset,
  type Correction,
  type ShownFile,
} from '@throughline/domain';
import { findDoubtful, hasScores, hasSpeech, labelSpeakers, languageSourceOf, type Transcript } from '@throughline/media';
import type { Topic } from '../../items/index.js';
import type {
  CorrectionFactsAnswer,
  NewerThanAnswer,
  OutdatedOutputAnswer,
  SpeakerAnswer,
  TranscriptAnswer,
  TranscriptSegmentAnswer,
} from './transcript-answers.js';

/** Version and corrections of a transcript, and whether it is current. */
export type TranscriptFacts = Readonly<CorrectionFactsAnswer> & Pick<TranscriptAnswer, 'current' | 'earlier_run'>;

const renderCorrection = ({ version, at, by }: Correction): NewerThanAnswer => ({ version, corrected_at: at, corrected_by: by });

export const findOutdatedOutputs = (asset: Asset): readonly OutdatedOutputAnswer[] =>
  asset.steps
    .filter((step) => hasOldTranscript(asset, step))
    .map((step) => ({
      id: step.output?.name ?? outputOf(step.step) ?? step.step,
      target_type: (step.output?.type ?? '').toLowerCase(),
      status: outputStatus(step),
    }));

/** A version of a transcript: its files and facts. */
export interface TranscriptFiles {
  readonly artifact: Artifact;
  readonly topics: ShownFile | undefined;
  readonly facts: TranscriptFacts;
}

const findByRole = (files: readonly ShownFile[], role: string): ShownFile | undefined => files.find((one) => one.role === role);
export const findTopics = (files: readonly ShownFile[]): ShownFile | undefined => findByRole(files, 'topics');

/** Returns the author and time of the correction; all null if there is none. */
export const renderCorrectionFacts = (
  correction: Pick<Correction, 'at' | 'by' | 'basis'> | undefined,
): Pick<TranscriptFacts, 'corrected_at' | 'corrected_by' | 'basis'> => ({
  corrected_at: correction?.at ?? null,
  corrected_by: correction?.by ?? null,
  basis: correction?.basis ?? null,
});

/** Returns the transcript of an earlier run, with its correction if a person had made one. */
function renderEarlierTranscript({ correction }: Asset, artifact: Artifact, files: readonly ShownFile[]): TranscriptFiles {
  const version = textVersionOf(artifact);
  return {
    artifact,
    topics: findTopics(files),
    facts: {
      version,
      current: false,
      earlier_run: true,
      ...renderCorrectionFacts(correction?.version === version ? correction : undefined),
      newer_than: null,
      outdated_outputs: [],
    },
  };
}

/** Returns the current transcript of an asset, or that of an earlier run if it is among the files. Undefined if there is none. */
export function findTranscript(asset: Asset, files: readonly ShownFile[]): TranscriptFiles | undefined {
  const current = currentTranscript(asset);
  const artifact = findByRole(files, TRANSCRIPT_ROLE);
  if (artifact?.isEarlier === true) return renderEarlierTranscript(asset, artifact, files);
  if (current === undefined || artifact === undefined) return undefined;
  const earlier = current.correction === undefined ? asset.correction : undefined;
  return {
    artifact,
    topics: findTopics(files),
    facts: {
      version: textVersionOf(artifact),
      current: true,
      earlier_run: false,
      ...renderCorrectionFacts(current.correction),
      newer_than: earlier === undefined ? null : renderCorrection(earlier),
      outdated_outputs: findOutdatedOutputs(asset),
    },
  };
}

const hashOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Raise it when the answer gains fields: clients keep an answer under its tag. */
const ANSWER_FORM = 4;

/** The version is readable in the tag: a change names the version it is based on, whatever else the answer shows. */
export const etagOf = ({ facts, topics }: TranscriptFiles): string =>
  `"${facts.version}-${hashOf([ANSWER_FORM, facts, topics?.sha256 ?? null, topics?.isEarlier ?? false])}"`;

/** Returns the ETag of an answer without a version. */
export const etagOfParts = (parts: readonly (string | undefined)[]): string => `"${hashOf(parts.map((part) => part ?? null))}"`;

/**
 * Compares `If-Match` strongly (RFC 9110, 13.1.1), but only the version of the text: new topics are no reason for a refusal.
 */
export const isOfVersion = (ifMatch: string, version: string): boolean =>
  ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === `"${version}"` || tag.startsWith(`"${version}-`));

function renderSegments(transcript: Transcript): readonly TranscriptSegmentAnswer[] {
  const doubtful = findDoubtful(transcript);
  const isScored = hasScores(transcript);
  return transcript.segments.map(({ id, start, end, text, confidence, speaker, corrected, heard = '', conflict }) => ({
    id,
    start,
    end,
    text,
    ...(corrected === true ? { corrected } : isScored ? { confidence } : {}),
    ...(speaker === undefined ? {} : { speaker }),
    ...(doubtful.has(id) ? { doubtful: true } : {}),
    ...(conflict === true ? { heard } : {}),
  }));
}

function renderSpeakers(transcript: Transcript): readonly SpeakerAnswer[] {
  const labels = labelSpeakers(transcript);
  return (transcript.speakers ?? []).map(({ id, name = null, channel }) => ({
    id,
    label: labels.get(id) ?? id,
    name,
    ...(channel === undefined ? {} : { channel }),
  }));
}

export const renderTranscriptItem = (
  { facts, topics: topicsFile }: TranscriptFiles,
  transcript: Transcript,
  topics: readonly Topic[],
): TranscriptAnswer => ({
  ...facts,
  engine: transcript.engine,
  model: transcript.model,
  language: transcript.language,
  language_source: languageSourceOf(transcript) ?? null,
  language_confidence: transcript.languageConfidence ?? null,
  confidence: hasScores(transcript) && hasSpeech(transcript) ? transcript.meanConfidence : null,
  draft: transcript.quality === 'draft',
  no_speech: !hasSpeech(transcript),
  conflicting_segments: transcript.segments.filter(({ conflict }) => conflict === true).length,
  corrected_segments: transcript.segments.filter(({ corrected }) => corrected === true).length,
  notes: transcript.notes,
  speakers: renderSpeakers(transcript),
  dropped: transcript.dropped ?? [],
  removed: transcript.removed ?? [],
  duration: transcript.durationSeconds,
  segments: renderSegments(transcript),
  topics,
  topics_earlier_run: topicsFile?.isEarlier === true,
});
