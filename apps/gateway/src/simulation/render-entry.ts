import type { LedgerEntry } from '@throughline/simulation';

export interface RenderedEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly asset_id: string;
  readonly attempt: number;
  readonly attempt_id: string;
  readonly key: string;
  readonly session: string | null;
  readonly follow_up: string | null;
  readonly offset: number | null;
  readonly announced: number | null;
  readonly pid: number;
  readonly answer: {
    readonly at: string;
    readonly code: string;
    readonly lost: boolean;
    readonly bytes: number | null;
    readonly object: string | null;
    readonly session: string | null;
  } | null;
}

/** A request with its answer, in the words of the API. */
export const renderEntry = (entry: LedgerEntry): RenderedEntry => ({
  id: entry.id,
  at: entry.at,
  kind: entry.kind,
  asset_id: entry.assetId,
  attempt: entry.attempt,
  attempt_id: entry.attemptId,
  key: entry.key,
  session: entry.session ?? null,
  follow_up: entry.followUp ?? null,
  offset: entry.offset ?? null,
  announced: entry.announced ?? null,
  pid: entry.pid,
  answer: entry.answer === undefined ? null : renderAnswer(entry.answer),
});

const renderAnswer = (answer: NonNullable<LedgerEntry['answer']>): NonNullable<RenderedEntry['answer']> => ({
  at: answer.at,
  code: answer.answer,
  lost: answer.lost ?? false,
  bytes: answer.bytes ?? null,
  object: answer.object ?? null,
  session: answer.session ?? null,
});
