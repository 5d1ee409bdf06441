import { ATTENTION_STATES } from '@throughline/domain';
import { TO_DO_FILTERS, type ListFilter, type TranscriptFilter } from './rows.js';

/* Rules of the domain's views in SQL. */

/** Repeats `isStopped`. */
export const IS_STOPPED = `state #> '{run,cancelled}' is not null and not state ?| array['expiredAt', 'erasedAt']
  and not state @? '$.steps[*] ? (@.kind == "delivery" && (@.phase == "completed" || exists(@.delivered)))'`;

/** Repeat `noTranscriptOf`. A corrected transcript has words, whatever the engine found. */
const IS_FINISHED = `status in ('PROCESSED', 'UPLOADING', 'UPLOADED', 'READY') and not state ? 'erasedAt'`;
const IS_CORRECTED = `@.attempts[last].attemptId == $.correction.attemptId`;
const NO_TRANSCRIPT: Readonly<Record<TranscriptFilter, string>> = {
  off: `@.phase == "skipped" && @.skipReason == "disabled"`,
  missing: `(@.phase == "skipped" && @.skipReason != "disabled")
    || (@.phase == "completed" && @.result.words == 0 && !(${IS_CORRECTED}))`,
};
export const hasNoTranscript = (kind: TranscriptFilter): string =>
  `${IS_FINISHED} and state @? '$.steps[*] ? (@.step == "TRANSCRIBE" && (${NO_TRANSCRIPT[kind]}))'`;

/** The transcript has draft quality. */
export const HAS_DRAFT = `state @? '$.steps[*] ? (@.step == "TRANSCRIBE" && @.phase == "completed" && @.result.quality == "draft")'`;

const IS_UNREADABLE = 'quarantined or needs_upgrade';

/** The projector has partial indexes on these conditions, and computes `list_state` by the domain's rules. */
const LISTED: Readonly<Partial<Record<ListFilter, string>>> = {
  attention: `list_state in (${ATTENTION_STATES.map((state) => `'${state}'`).join(', ')}) or ${IS_UNREADABLE}`,
  no_transcript: hasNoTranscript('missing'),
  draft: HAS_DRAFT,
  unreadable: IS_UNREADABLE,
  unsure: 'unsure',
};

const LISTED_FILTERS = Object.keys(LISTED) as readonly (keyof typeof LISTED)[];

/** An unreadable item has its last good `list_state`, and is listed as unreadable instead. A deleted one is only deleted. */
export const isListed = (filter: ListFilter): string => {
  const isInState = `list_state = '${filter}'`;
  return LISTED[filter] ?? (filter === 'deleted' ? isInState : `${isInState} and not (${IS_UNREADABLE})`);
};

/** Counts unreadable items by their last good states, negatively. There are few of them, and they have an index. */
const unreadableByState = (where: string): string =>
  `select list_state as filter, -count(*) as count from projection.asset
   where ${where} and deleted_at is null and (${IS_UNREADABLE}) group by list_state`;

const countListed = (filter: ListFilter, where: string): string =>
  `select '${filter}' as filter, count(*) as count from projection.asset where ${where} and deleted_at is null and (${isListed(filter)})`;

/** Counts by filter. `where` is a condition that leaves deleted items in, unless it says otherwise. */
export const countByFilter = (where: string): string =>
  `select filter, sum(count)::int as count from (
     select list_state as filter, count(*) as count from projection.asset where ${where} group by list_state
     union all ${unreadableByState(where)}
     ${LISTED_FILTERS.map((filter) => `union all ${countListed(filter, where)}`).join(' ')}
   ) counts group by filter`;

/** Counts what needs a person. Reads no other rows, so that it takes the same time in a library of any size. */
export const countToDo = (where: string): string =>
  `select filter, count::int as count from (${TO_DO_FILTERS.map((filter) => countListed(filter, where)).join(' union all ')}) counts`;
