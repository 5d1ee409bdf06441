import { Type, type Static } from 'typebox';

/** A finished file of a step. Its key in the artifact store is write-once. */
export const ArtifactSchema = Type.Object({
  /** The file's role in the pipeline: `source`, `video`, `audio`, `transcript` … */
  role: Type.String({ minLength: 1, maxLength: 60 }),
  /** The name in the API, unique among the asset's current artifacts: `transcript.srt`. */
  name: Type.String({ minLength: 1, maxLength: 100 }),
  key: Type.String({ minLength: 1, maxLength: 600 }),
  mediaType: Type.String({ maxLength: 120 }),
  /** Bytes. */
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});
export type Artifact = Static<typeof ArtifactSchema>;

/**
 * Returns the folder of one attempt. No other attempt writes there, so a superseded worker cannot damage a newer attempt's
 * files.
 */
export const attemptPrefix = (at: { assetId: string; runId: string; step: string; attemptId: string }): string =>
  `${at.assetId}/${at.runId}/${at.step.replaceAll(/[:/]/g, '_')}/${at.attemptId}`;

/** Returns the key of an attempt's result. The result is written last: if it exists, the attempt's work is complete. */
export const resultKey = (prefix: string): string => `${prefix}/result.json`;

export const uploadPrefix = (assetId: string): string => `uploads/${assetId}`;

export const correctionPrefix = (assetId: string, correctionId: string): string => `${assetId}/corrections/${correctionId}`;

/** Returns the version of a transcript: the first 16 digits of its file's hash. Opaque to clients. */
export const textVersionOf = ({ sha256 }: Pick<Artifact, 'sha256'>): string => sha256.slice(0, 16);

/** The role of the transcript file that a recording's text is read from. At most one current artifact has it. */
export const TRANSCRIPT_ROLE = 'transcript';

/** The role in which a transcription gets what a person had corrected before. No current artifact has it. */
export const EARLIER_CORRECTION_ROLE = 'earlier_correction';
