/** Inclusive limits of a number, or of the length of a text or a list. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** A week, in milliseconds. The item's timers, not its attempts, cover longer times. */
const LONGEST_MS = 7 * 86_400_000;

/**
 * The limits of the settings in a request. `RunConfigSchema` is wider where it says so, because the operator's defaults and
 * stored events may exceed these limits.
 */
export const RUN_LIMITS = {
  /** dBFS. */
  silenceThreshold: { min: -120, max: 0 },
  maxWaitSeconds: { min: 1, max: 30 * 86_400 },
  outputs: { min: 0, max: 50 },
  /** The first attempt included. */
  maxAttempts: { min: 1, max: 20 },
  backoffMs: { min: 0, max: LONGEST_MS },
  backoffs: { min: 1, max: 100 },
  maxCrashes: { min: 1, max: 1000 },
  budgetMs: { min: 0, max: LONGEST_MS },
  attemptMs: { min: 1, max: LONGEST_MS },
  mediaFactor: { min: 0, max: 1000 },
  languages: { min: 1, max: 10 },
  pages: { min: 1, max: 10_000 },
  pixels: { min: 10_000, max: 1_000_000_000 },
  namePattern: { min: 1, max: 300 },
  folderPattern: { min: 0, max: 300 },
  model: { min: 1, max: 200 },
  /** Terms of one list. Engines read some 224 tokens of a prompt: about 40 names (see `buildPrompt` of media). */
  vocabulary: { min: 0, max: 100 },
  /** Characters of a term. */
  term: { min: 1, max: 60 },
} as const satisfies Readonly<Record<string, Limits>>;

/** The attempts in the operator's defaults and in stored events. */
export const STORED_ATTEMPTS: Limits = { min: 1, max: 100 };

export const OUTPUT_NAME_PATTERN = '^[a-z0-9][a-z0-9_-]{0,39}$';
/** A name or term begins and ends with a visible character. */
export const TERM_PATTERN = '^\\S(.*\\S)?$';
export const VOCABULARY_ID_PATTERN = '^[0-9a-f-]{36}$';
export const BATCH_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$';
/** A language as Tesseract names it: `eng`, `chi_sim`. */
export const OCR_LANGUAGE_PATTERN = '^[a-z]{3}(_[a-z]{1,10}){0,2}$';
/** The length of the list of topics. */
export const GRANULARITIES = ['short', 'medium', 'long'] as const;

/** The limits as JSON Schema names them for numbers. */
export const inRange = ({ min, max }: Limits): { minimum: number; maximum: number } => ({ minimum: min, maximum: max });
/** The limits as JSON Schema names them for lists. */
export const withItems = ({ min, max }: Limits): { minItems: number; maxItems: number } => ({ minItems: min, maxItems: max });
/** The limits as JSON Schema names them for texts. */
export const withLength = ({ min, max }: Limits): { minLength: number; maxLength: number } => ({
  minLength: min,
  maxLength: max,
});
