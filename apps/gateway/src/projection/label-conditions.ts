import type { TranscriptFilter } from './rows.js';

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
