import type { About, EngineNote, EngineTest, ModelNote } from '@throughline/api-client';
import type { IconName } from '../components/Icon/Icon.js';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import { formatLanguage } from '../components/language-name.js';
import { settingsText } from '../texts/settings-text.js';
import { size } from '../texts/times.js';

const words = settingsText.engines;

export const GRADES = ['good', 'draft', 'poor'] as const;
export type Grade = (typeof GRADES)[number];

/** Measurements that workers report only for some engines. */
interface Measured {
  readonly grades?: Readonly<Record<Grade, readonly string[]>>;
  readonly speed?: number;
}
export type SpeechEngine = EngineNote & Measured;

/** Returns the speech engines in order of preference, or nothing if no worker has reported yet. */
export function listSpeechEngines({ services }: Pick<About, 'services'>): readonly SpeechEngine[] | undefined {
  const processing = services?.find(({ service }) => service === 'processing');
  if (processing === undefined || processing.engines === 'unknown') return undefined;
  return processing.engines.filter(({ kind }) => kind === 'speech');
}

/** Tells whether an engine is there that transcribes recordings that are marked as English. */
export const canDraftEnglish = (about: Pick<About, 'services'>): boolean =>
  listSpeechEngines(about)?.some(({ available, languages }) => available !== false && languages?.includes('en')) === true;

export const listModels = ({ services }: Pick<About, 'services'>): readonly ModelNote[] =>
  (services ?? []).flatMap(({ models }) => models);

/** Workers of earlier releases report only the selected model. */
export const isSelected = ({ selected = true }: Pick<ModelNote, 'selected'>): boolean => selected;

/** A selected model that is not there, or cannot be opened, is used by nothing. */
export const isUsed = ({ selected, phase, error }: ModelNote): boolean =>
  selected === true && phase === 'ready' && error === undefined;

export const isOnItsWay = ({ phase }: Pick<ModelNote, 'phase'>): boolean =>
  phase === 'fetching' || phase === 'retrying' || phase === 'paused';

/** Returns the fetched part from 0 to 1, or null while no server has told the size. */
export const fetchedPart = ({ fetched_bytes: fetched, total_bytes: total = 0 }: ModelNote): number | null =>
  total === 0 ? null : Math.min(1, fetched / total);

/** Returns `62 % of 148 MB`, or `3 MB` if the size is unknown. */
export function describeFetched({ fetched_bytes: fetched, total_bytes: total = 0 }: ModelNote): string {
  return total === 0 ? size(fetched) : words.fetchedOf(Math.floor((100 * Math.min(fetched, total)) / total), size(total));
}

export interface ModelDisplay {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly says: string;
  readonly hint: string | undefined;
  /** True if a person can start or continue the download. */
  readonly needsCommand: boolean;
}

const LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = {
  ready: ['good', 'ready'],
  fetching: ['busy', 'downloading'],
  retrying: ['warn', 'waiting'],
  paused: ['warn', 'paused'],
  stopped: ['bad', 'failed'],
};
const BY_COMMAND: ReadonlySet<string> = new Set(['missing', 'paused', 'stopped']);

/** Returns the time of the next attempt. One that has passed belongs to a process that has ended. */
export function findNextAttempt({ phase, next_attempt_at: next }: ModelNote, now: number = Date.now()): string | undefined {
  const isRetried = phase === 'retrying' || phase === 'stopped';
  return isRetried && next !== undefined && Date.parse(next) > now ? next : undefined;
}

export function getModelDisplay(model: ModelNote): ModelDisplay {
  const { phase, error } = model;
  const hint = error === undefined ? words.phaseHints[phase] : (words.errors[error] ?? error);
  // The download is complete, but its engine could not be opened.
  if (phase === 'ready' && error !== undefined)
    return { tone: 'bad', icon: 'failed', says: words.unusable, hint, needsCommand: false };
  // Nothing waits for such a download any more, but it is tried again.
  if (phase === 'stopped' && findNextAttempt(model) !== undefined)
    return { tone: 'warn', icon: 'waiting', says: words.retriedLater, hint, needsCommand: true };
  const [tone, icon] = LOOKS[phase] ?? ['calm', 'idle'];
  return { tone, icon, says: words.phases[phase] ?? phase, hint, needsCommand: BY_COMMAND.has(phase) };
}

export interface LanguageGroup {
  /** Undefined for languages without a measured error rate. */
  readonly grade: Grade | undefined;
  readonly names: readonly string[];
}

const namesOf = (tags: readonly string[]): readonly string[] =>
  tags.map(formatLanguage).sort((one, other) => one.localeCompare(other));

/** Groups the languages of an engine by grade, the best first. */
export function groupLanguages({ languages: tags = [], grades }: SpeechEngine): readonly LanguageGroup[] {
  // Norwegian has two tags.
  const languages = tags.filter((tag) => tag !== 'nb' || !tags.includes('no'));
  const graded = new Set(GRADES.flatMap((grade) => grades?.[grade] ?? []));
  const groups: readonly (readonly [Grade | undefined, readonly string[]])[] = [
    ...GRADES.map((grade) => [grade, (grades?.[grade] ?? []).filter((tag) => languages.includes(tag))] as const),
    [undefined, languages.filter((tag) => !graded.has(tag))],
  ];
  return groups.flatMap(([grade, members]) => (members.length === 0 ? [] : [{ grade, names: namesOf(members) }]));
}

const SECOND_MS = 1_000;

/** Returns `2 words of 29 wrong, in 4.2 s`. */
export const describeTest = ({ wrong_words: wrong, spoken_words: spoken, took_ms: took }: EngineTest): string =>
  words.testResult(wrong, spoken, words.took(took / SECOND_MS));
