import { isUuid } from '@throughline/contracts';
import type { StoredAnswer } from './idempotency-store.js';

const NAMES = ['id', 'recording_id', 'existing_id'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const named = (value: unknown): readonly string[] =>
  isRecord(value) ? (NAMES.map((name) => value[name]).filter((id) => typeof id === 'string' && isUuid(id)) as string[]) : [];

/** The recordings that an answer tells of: when one of them is erased, the answer must go. */
export function toldOf({ body }: StoredAnswer): readonly string[] {
  const answer: unknown = JSON.parse(body);
  const results: unknown = isRecord(answer) ? answer['results'] : undefined;
  return [...new Set([answer, ...(Array.isArray(results) ? (results as unknown[]) : [])].flatMap(named))];
}
