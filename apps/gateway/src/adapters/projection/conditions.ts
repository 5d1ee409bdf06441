import { PIPELINES, type PipelineName } from '@throughline/contracts';
import { HAS_DRAFT, IS_STOPPED, hasNoTranscript, isListed } from './label-conditions.js';
import type { ItemFilter } from './rows.js';

const toLikePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** Conditions and their parameters, numbered as they are added. */
class Conditions {
  readonly parameters: unknown[] = [];
  readonly #parts: string[] = [];

  add(condition: (place: string) => string, value: unknown): void {
    if (value === undefined) return;
    this.#parts.push(condition(this.place(value)));
  }

  is(condition: string, value: boolean | undefined): void {
    if (value !== undefined) this.#parts.push(value ? `(${condition})` : `not (${condition})`);
  }

  place(value: unknown): string {
    this.parameters.push(value);
    return `$${String(this.parameters.length)}`;
  }

  get sql(): string {
    return this.#parts.join(' and ');
  }
}

/**
 * Matches a part of the title, or words in the document's text. The text has a query of its own: combined with the title,
 * neither index could be used.
 */
function addSearch(where: Conditions, q: string | undefined): void {
  if (q === undefined) return;
  const words = where.place(q);
  where.add(
    (place) => `(title ilike ${place} or asset_id in (
      select w.asset_id from projection.asset w
      where w.pipeline = 'document' and jsonb_to_tsvector('simple', w.personal - 'rules', '["string"]') @@ websearch_to_tsquery('simple', ${words})))`,
    toLikePattern(q),
  );
}

/** The projector has an index on these expressions. */
const HAS_FAILED_FOLLOW_UP = `state @? '$.steps[*] ? (@.kind == "followUp" && @.phase == "failed")'`;
const HAS_TAGS = `personal ? 'tags'`;
const TAGS = `lower(personal ->> 'tags')::jsonb`;

/** One kind is compared by itself, because only then an index has its items in order. */
function addList(where: Conditions, { kinds = [], list }: ItemFilter): void {
  const [kind, ...others] = kinds;
  if (others.length === 0) where.add((place) => `kind = ${place}`, kind);
  else where.add((place) => `kind = any(${place}::text[])`, kinds);
  if (list !== undefined) where.is(isListed(list), true);
}

export const buildConditions = (pipelines: readonly PipelineName[], filter: ItemFilter): Conditions => {
  const where = new Conditions();
  // Rows of all pipelines need no condition on them, so that indexes alone can count them. The parameter has other uses.
  const isAll = pipelines.length === PIPELINES.length;
  where.add((place) => (isAll ? `${place}::text[] is not null` : `pipeline = any(${place}::text[])`), pipelines);
  where.add((place) => `owner = ${place}`, filter.owner);
  addList(where, filter);
  where.add((place) => `status = any(${place}::text[])`, filter.statuses.length === 0 ? undefined : filter.statuses);
  if (pipelines.includes('document')) addSearch(where, filter.q);
  else where.add((place) => `title ilike ${place}`, filter.q === undefined ? undefined : toLikePattern(filter.q));
  where.add((place) => `created_at >= ${place}::timestamptz`, filter.from);
  where.add((place) => `created_at < ${place}::timestamptz`, filter.before);
  where.is('failed', filter.failed);
  where.is('on_pause', filter.onPause);
  where.is('waiting_for is not null', filter.waiting);
  where.is('unconfirmed > 0', filter.unconfirmed);
  where.is('partial', filter.partial);
  where.is(HAS_FAILED_FOLLOW_UP, filter.followUpsFailed);
  where.is('needs_review', filter.needsReview);
  where.is('unsure', filter.unsure);
  where.is(IS_STOPPED, filter.stopped);
  where.add((place) => `${HAS_TAGS} and ${TAGS} ? lower(${place})`, filter.tag);
  where.is(HAS_DRAFT, filter.draft);
  if (filter.transcript !== undefined) where.is(hasNoTranscript(filter.transcript), true);
  where.is('deleted_at is not null', filter.deleted);
  where.is(`state ? 'erasedAt'`, filter.erased);
  where.add((place) => `content_sha256 = ${place}`, filter.sha256);
  where.add((place) => `(state #>> '{origin,channel}') = ${place}`, filter.channel?.toString());
  return where;
};
