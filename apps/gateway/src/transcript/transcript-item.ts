import { createHash } from 'node:crypto';
import { TRANSCRIPT_ROLE, outputOf, textVersionOf, type Artifact } from '@throughline/contracts';
import { currentTranscript, holdsOldWords, outputStatus, type Asset, type Correction } from '@throughline/domain';
import type { Transcript } from '@throughline/media';
import type { NamedSpan } from './topics.js';

/** By whom, and when. */
interface Corrected {
  readonly version: string;
  readonly corrected_at: string;
  readonly corrected_by: string;
}

export interface OutdatedOutput {
  /** Name of the output. */
  readonly id: string;
  readonly target_type: string;
  readonly status: string;
}

/** What is known of a transcript beside its words. */
export interface TranscriptFacts {
  /** Of the words; opaque. */
  readonly version: string;
  /** These are the words that count now. */
  readonly current: boolean;
  readonly corrected_at: string | null;
  readonly corrected_by: string | null;
  /** The version that was corrected. */
  readonly basis: string | null;
  /** A correction of what was heard before: the recording was heard anew since. */
  readonly newer_than: Corrected | null;
  /** Deliveries that carry other words. */
  readonly outdated_outputs: readonly OutdatedOutput[];
}

export interface TranscriptItem extends TranscriptFacts {
  readonly engine: string;
  readonly model: string;
  readonly language: string;
  readonly confidence: number;
  /** Made by an engine that is known to make many mistakes. */
  readonly draft: boolean;
  /** Passages that a person has written. */
  readonly corrected_segments: number;
  readonly notes: readonly string[];
  readonly duration: number;
  readonly segments: readonly {
    readonly id: number;
    readonly start: number;
    readonly end: number;
    readonly text: string;
    /** Absent where a person has written it. */
    readonly confidence?: number;
    readonly corrected?: true;
  }[];
  readonly topics: readonly NamedSpan[];
}

const correctedOf = ({ version, at, by }: Correction): Corrected => ({ version, corrected_at: at, corrected_by: by });

export const outdatedOutputs = (asset: Asset): readonly OutdatedOutput[] =>
  asset.steps
    .filter((step) => holdsOldWords(asset, step))
    .map((step) => ({
      id: step.output?.name ?? outputOf(step.step) ?? step.step,
      target_type: (step.output?.type ?? '').toLowerCase(),
      status: outputStatus(step),
    }));

/** A transcript, and where its words stand. */
export interface Found {
  readonly artifact: Artifact;
  readonly topics: Artifact | undefined;
  readonly facts: TranscriptFacts;
}

const withRole = (files: readonly Artifact[], role: string): Artifact | undefined => files.find((one) => one.role === role);
export const topicsOf = (files: readonly Artifact[]): Artifact | undefined => withRole(files, 'topics');

/** By whom and when these words were corrected; all null where they are as they were heard. */
export const correctedFacts = (
  correction: Pick<Correction, 'at' | 'by' | 'basis'> | undefined,
): Pick<TranscriptFacts, 'corrected_at' | 'corrected_by' | 'basis'> => ({
  corrected_at: correction?.at ?? null,
  corrected_by: correction?.by ?? null,
  basis: correction?.basis ?? null,
});

/** The words that count in a state; undefined where nothing was heard. */
export function foundIn(asset: Asset, files: readonly Artifact[]): Found | undefined {
  const said = currentTranscript(asset);
  const artifact = withRole(files, TRANSCRIPT_ROLE);
  if (said === undefined || artifact === undefined) return undefined;
  const earlier = said.correction === undefined ? asset.correction : undefined;
  return {
    artifact,
    topics: topicsOf(files),
    facts: {
      version: textVersionOf(artifact),
      current: true,
      ...correctedFacts(said.correction),
      newer_than: earlier === undefined ? null : correctedOf(earlier),
      outdated_outputs: outdatedOutputs(asset),
    },
  };
}

const hashOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** The version stands in the open: whoever changes the words says which ones, whatever is told beside them. */
export const etagOf = ({ facts, topics }: Found): string => `"${facts.version}-${hashOf([facts, topics?.sha256 ?? null])}"`;

/** Of what has no version. */
export const etagOfParts = (parts: readonly (string | undefined)[]): string => `"${hashOf(parts.map((part) => part ?? null))}"`;

/** `If-Match`, compared strongly (RFC 9110, 13.1.1) as far as the words go: topics that were found meanwhile are no reason to refuse. */
export const isOfVersion = (ifMatch: string, version: string): boolean =>
  ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === `"${version}"` || tag.startsWith(`"${version}-`));

export const itemOf = ({ facts }: Found, transcript: Transcript, topics: readonly NamedSpan[]): TranscriptItem => ({
  ...facts,
  engine: transcript.engine,
  model: transcript.model,
  language: transcript.language,
  confidence: transcript.meanConfidence,
  draft: transcript.quality === 'draft',
  corrected_segments: transcript.segments.filter(({ corrected }) => corrected === true).length,
  notes: transcript.notes,
  duration: transcript.durationSeconds,
  segments: transcript.segments.map(({ id, start, end, text, confidence, corrected }) => ({
    id,
    start,
    end,
    text,
    ...(corrected === true ? { corrected } : { confidence }),
  })),
  topics,
});
