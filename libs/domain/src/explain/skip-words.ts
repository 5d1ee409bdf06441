import type { SkipReason } from '@throughline/contracts';

/** The reasons for skipping a step, as the end of a sentence. */
export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  disabled: 'it is switched off in the configuration',
  manual: 'a user skipped it',
  error: 'it failed permanently, which this run allows',
  parent_failed: 'a step that it depends on has failed',
  no_engine: 'there is no engine for it',
  no_engine_for_language: 'no installed engine supports the language',
  no_audio: 'the file has no audio',
  all_silence: 'the audio is silent',
  not_applicable: 'it has nothing to do in this run',
  encrypted: 'the document is encrypted',
  signed: 'a change would invalidate the signature of the document',
  no_text: 'the document has no text',
};
