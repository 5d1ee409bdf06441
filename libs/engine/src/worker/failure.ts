import { codeOf, kindOf, type JsonObject } from '@throughline/contracts';

export interface Failure {
  /** Stable; shown and filtered on. */
  readonly code: string;
  /** For people. Sealed in the event. */
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** What the system says when there is no room. Nothing is wrong with the work: somebody frees some, and it goes on (U21). */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'disk-full']);
const NO_ROOM_CODE = 'disk-full';

/** The work waits for something; undefined where it has failed. */
export interface Wait {
  readonly for: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const MAX_MESSAGE = 2_000;

const stableCode = (error: unknown): string => {
  const code = codeOf(error)?.toLowerCase().replaceAll('_', '-');
  return code !== undefined && CODE.test(code) ? code : 'unexpected';
};

const retryAfterOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : undefined;

/** These tell of the way to the log and the leases, or of the asset's history: never of the work. */
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
export const isOwnTrouble = (error: unknown): boolean => OWN_TROUBLE.has(kindOf(error) ?? '');

/** PostgreSQL stores neither NUL nor half a character: a word of a tool must not park the asset it tells of. */
const HALF = /\p{Cs}/gu;
const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').replaceAll(HALF, '\ufffd');

/** The same facts in text that every store takes. */
export const storable = (facts: JsonObject): JsonObject =>
  // JSON in, JSON out: only strings are changed.
  JSON.parse(JSON.stringify(facts), (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  ) as JsonObject;

/** Whether a thrown value says that the work waits for something, and for what. */
export function waitOf(error: unknown): Wait | undefined {
  const full = NO_ROOM.has(codeOf(error) ?? '') && kindOf(error) !== 'permanent';
  if (!full && kindOf(error) !== 'waiting') return undefined;
  const { code, message, retryAfterMs } = failureOf(error);
  return {
    for: full ? NO_ROOM_CODE : code,
    message,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** What a thrown value means for the step. Only what says so itself is permanent: the unknown is tried again. */
export function failureOf(error: unknown): Failure {
  const message = storableText((error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE));
  const retryAfterMs = retryAfterOf(error);
  return {
    code: stableCode(error),
    message,
    retryable: kindOf(error) !== 'permanent',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
