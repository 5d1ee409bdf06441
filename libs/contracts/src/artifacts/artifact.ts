import { Type, type Static } from 'typebox';

/** A finished file of a step, immutable under its key in the artifact store. */
export const ArtifactSchema = Type.Object({
  /** What the file is to the pipeline: `source`, `video`, `audio`, `transcript` … */
  role: Type.String({ minLength: 1, maxLength: 60 }),
  /** Name that clients ask for, unique among the asset's current artifacts: `transcript.srt`. */
  name: Type.String({ minLength: 1, maxLength: 100 }),
  key: Type.String({ minLength: 1, maxLength: 600 }),
  mediaType: Type.String({ maxLength: 120 }),
  /** Bytes. */
  size: Type.Integer({ minimum: 0 }),
  /** Lower-case hex. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});
export type Artifact = Static<typeof ArtifactSchema>;

/** The folder that one attempt may write to. Nobody else writes there, so a sleeper that wakes cannot spoil another's files. */
export const attemptPrefix = (at: { assetId: string; runId: string; step: string; attemptId: string }): string =>
  `${at.assetId}/${at.runId}/${at.step.replaceAll(/[:/]/g, '_')}/${at.attemptId}`;

/** The key of an attempt's result, written last: where it exists the attempt's work is complete. */
export const resultKey = (prefix: string): string => `${prefix}/result.json`;

/** The folder of an upload that a registration refers to. */
export const uploadPrefix = (assetId: string): string => `uploads/${assetId}`;

/** The folder of what a person has made of an asset's transcript. */
export const correctionPrefix = (assetId: string, correctionId: string): string => `${assetId}/corrections/${correctionId}`;

/** The version of a transcript: what the hash of its file begins with. Opaque to whoever reads it. */
export const textVersionOf = ({ sha256 }: Pick<Artifact, 'sha256'>): string => sha256.slice(0, 16);

/** What the words of a recording are to the pipeline; one file has this role. */
export const TRANSCRIPT_ROLE = 'transcript';
