import { TRANSCRIBE, type SkipReason } from '@throughline/contracts';

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

const HOW_TO_TRANSCRIBE: Readonly<Partial<Record<SkipReason, string>>> = {
  no_engine:
    'Fetch a speech model with `npx tl engine fetch`, then run the item. If the speech is English and pocketsphinx is installed, set the language to `en`: the run then makes a draft.',
  no_engine_for_language:
    'Fetch a speech model with `npx tl engine fetch`, then run the item. If the language is wrong, correct it.',
};

/** Says how scans are read in languages that no worker has. */
export const adviseOnLanguages = (languages: readonly string[]): string =>
  `Fetch them on the machine of the workers with \`npx tl engine fetch ocr ${languages.join(' ')}\`, then run the item. If the languages are wrong, run it with others.`;

function describeUnread(languages: readonly string[], failure: string | undefined): string {
  const because = `no worker can read scans in ${languages.join(', ')}`;
  return `Skipped: ${failure === undefined ? because : `${because} (${failure})`}. ${adviseOnLanguages(languages)}`;
}

/**
 * Says why a step was skipped and, if a person can change that, how. The failure is put in brackets after the reason.
 * @param languages the missing languages of a scan
 */
export function describeSkip(
  step: string,
  reason: SkipReason,
  { failure, languages = [] }: { readonly failure?: string | undefined; readonly languages?: readonly string[] } = {},
): string {
  if (languages.length > 0) return describeUnread(languages, failure);
  const advice = step === TRANSCRIBE ? HOW_TO_TRANSCRIBE[reason] : undefined;
  const because = failure === undefined ? SKIP_WORDS[reason] : `${SKIP_WORDS[reason]} (${failure})`;
  return `Skipped: ${because}.${advice === undefined ? '' : ` ${advice}`}`;
}
