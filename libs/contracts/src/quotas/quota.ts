import { Type, type Static } from 'typebox';
import { DOWNLOAD, StepKeySchema, TRANSCRIBE, followUpOf, outputOf } from '../steps/vocabulary.js';

/** The amounts that a library may use in one calendar month (UTC). */
export const QUOTAS = ['items', 'bytes', 'transcription_minutes', 'deliveries'] as const;
export type QuotaName = (typeof QUOTAS)[number];

/** The code of a step's wait for a quota. */
export const quotaWaitCode = (quota: QuotaName): string => `quota-${quota.replaceAll('_', '-')}`;

/** Returns the quota that a wait is about, or undefined if it is about something else. */
export const quotaOfWait = (code: string): QuotaName | undefined => QUOTAS.find((quota) => quotaWaitCode(quota) === code);

/** Returns the quota that a step may use, or undefined for a step that uses none. */
export function quotaOfStep(step: string): QuotaName | undefined {
  if (step === DOWNLOAD) return 'bytes';
  if (step === TRANSCRIBE) return 'transcription_minutes';
  return outputOf(step) !== undefined && followUpOf(step) === undefined ? 'deliveries' : undefined;
}

const v = Type.Literal(1);
const Id = Type.String({ minLength: 1, maxLength: 100 });

/** A worker's question whether an attempt may start under the quotas of its library. */
export const QuotaRequestSchema = Type.Object({ v, assetId: Id, step: StepKeySchema, attemptId: Id });
export type QuotaRequest = Static<typeof QuotaRequestSchema>;

export const QuotaReplySchema = Type.Union([
  Type.Object({ v, admitted: Type.Literal(true) }),
  /** `renewsAt`: the start of the next month, ISO 8601. `message` is for people. */
  Type.Object({
    v,
    quota: Type.Enum(QUOTAS),
    renewsAt: Type.String({ maxLength: 40 }),
    message: Type.String({ maxLength: 500 }),
  }),
]);
export type QuotaReply = Static<typeof QuotaReplySchema>;
