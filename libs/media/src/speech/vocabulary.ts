import type { TranscriptNote } from '../transcript/transcript.js';

/**
 * The tokens of a prompt that Whisper models read. Of a longer prompt they read only the end, without any notice:
 * https://platform.openai.com/docs/guides/speech-to-text#prompting, and `n_text_ctx / 2` in whisper.cpp.
 */
export const PROMPT_TOKENS = 224;

export interface VocabularyPrompt {
  /** Undefined if there is nothing to send. */
  readonly text: string | undefined;
  readonly notes: readonly TranscriptNote[];
}

/** Returns the request of an engine that takes no prompt. */
export const refuseTerms = (terms: readonly string[] = []): VocabularyPrompt => ({
  text: undefined,
  notes: terms.length === 0 ? [] : ['vocabulary-unused'],
});

/**
 * Estimates the tokens of a text, rather too many than too few. Tokens of names have two or more letters of the Latin alphabet;
 * any other character may take a token for each of its bytes.
 */
export function estimateTokens(text: string): number {
  const letters = text.match(/[a-z]/giu)?.length ?? 0;
  const blanks = text.match(/ /gu)?.length ?? 0;
  return Math.ceil(letters / 2) + Buffer.byteLength(text) - letters - blanks;
}

/**
 * Returns the prompt with as many terms as fit, in their order, after the text that the operator has configured. The first term
 * that does not fit ends the list, so that it is clear which terms are left out.
 */
export function buildPrompt(terms: readonly string[], configured = ''): VocabularyPrompt {
  let room = PROMPT_TOKENS - estimateTokens(configured);
  const fitting: string[] = [];
  for (const term of terms) {
    // The comma.
    room -= estimateTokens(term) + 1;
    if (room < 0) break;
    fitting.push(term);
  }
  const text = [configured, fitting.join(', ')].filter((part) => part !== '').join(' ');
  return {
    text: text === '' ? undefined : text,
    notes: fitting.length === terms.length ? [] : [fitting.length === 0 ? 'vocabulary-unused' : 'vocabulary-shortened'],
  };
}

/** Returns the terms of several lists, each once, however they are written. */
export function mergeVocabularies(...lists: readonly (readonly string[])[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const term of lists.flat()) {
    const key = term.toLowerCase();
    if (!seen.has(key)) seen.set(key, term);
  }
  return [...seen.values()];
}
