import { CHECK_DISK_WITHIN_MS, codeOf, kindOf, type JsonObject } from '@throughline/contracts';

export interface Failure {
  /** Stable: shown to users and used in filters. */
  readonly code: string;
  /** Sealed in the event. */
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** The codes of a full disk. The work is not at fault and continues once there is space again (U21). */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'disk-full']);
const NO_ROOM_CODE = 'disk-full';

export interface Wait {
  readonly for: string;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly checkWithinMs?: number;
  readonly checkEveryMs?: number;
  readonly until?: string;
}

const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const MAX_MESSAGE = 2_000;

const stableCode = (error: unknown): string => {
  const code = codeOf(error)?.toLowerCase().replaceAll('_', '-');
  return code !== undefined && CODE.test(code) ? code : 'unexpected';
};

const numberIn = (error: unknown, field: 'retryAfterMs' | 'checkWithinMs' | 'checkEveryMs'): number | undefined => {
  const value = typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[field] : undefined;
  return typeof value === 'number' ? value : undefined;
};

const untilOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'until' in error && typeof error.until === 'string' ? error.until : undefined;

/** Kinds of errors about the log, the leases or the asset's history, never about the work. */
const OWN_TROUBLE = new Set([
  'infrastructure',
  'unavailable',
  'outcome-unknown',
  'connection-lost',
  'revision-conflict',
  'lease-conflict',
  'contention',
  'undecodable',
  'newer-schema',
  'quarantined',
  'history-gap',
  'restored',
]);
export const isAboutWork = (error: unknown): boolean => kindOf(error) === 'permanent' || kindOf(error) === 'retryable';
export const isInfrastructureTrouble = (error: unknown): boolean => OWN_TROUBLE.has(kindOf(error) ?? '');

/** PostgreSQL stores neither NUL nor lone surrogates. A tool's output must not put its asset into quarantine. */
const HALF = /\p{Cs}/gu;
const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').replaceAll(HALF, '\ufffd');

/** Replaces characters that some stores refuse in all strings of a JSON object. */
export const toStorable = (facts: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(facts), (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  ) as JsonObject;

function intervalsOf(error: unknown): Pick<Wait, 'checkWithinMs' | 'checkEveryMs'> {
  // A waiting error is mostly about another service, whose disk may stay full for weeks.
  if (kindOf(error) !== 'waiting') return { checkWithinMs: CHECK_DISK_WITHIN_MS };
  const [checkWithinMs, checkEveryMs] = [numberIn(error, 'checkWithinMs'), numberIn(error, 'checkEveryMs')];
  return { ...(checkWithinMs === undefined ? {} : { checkWithinMs }), ...(checkEveryMs === undefined ? {} : { checkEveryMs }) };
}

export function toWait(error: unknown): Wait | undefined {
  const full = NO_ROOM.has(codeOf(error) ?? '') && kindOf(error) !== 'permanent';
  if (!full && kindOf(error) !== 'waiting') return undefined;
  const { code, message, retryAfterMs } = toFailure(error);
  const until = untilOf(error);
  return {
    for: full ? NO_ROOM_CODE : code,
    message,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...intervalsOf(error),
    ...(until === undefined ? {} : { until }),
  };
}

/** Converts a thrown value to a failure of the step. Only errors of kind `permanent` are final; all others are retried. */
export function toFailure(error: unknown): Failure {
  const message = storableText((error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE));
  const retryAfterMs = numberIn(error, 'retryAfterMs');
  return {
    code: stableCode(error),
    message,
    retryable: kindOf(error) !== 'permanent',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
