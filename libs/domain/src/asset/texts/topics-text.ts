import type { RunConfig, TopicsDisplay } from '@throughline/contracts';

export interface ShownTopic {
  readonly title: string;
  /** Seconds from the beginning of the recording. */
  readonly start: number;
}
export type ResolvedTopicsDisplay = Required<TopicsDisplay>;

/** The defaults for settings that no layer sets (TOP-03, CFG-18). */
export const defaultTopicsDisplay: ResolvedTopicsDisplay = {
  enabled: true,
  min_length: 1,
  max_length: 200,
  display_location: 'description',
  format: 'timestamps',
  heading: 'Topics:',
};

export const topicsDisplayOf = ({ topics_display: settings }: Pick<RunConfig, 'topics_display'>): ResolvedTopicsDisplay => ({
  ...defaultTopicsDisplay,
  ...settings,
});

const padTwo = (value: number): string => String(value).padStart(2, '0');

/** Formats a time as players and video sites expect it in chapters: `0:07`, `12:30`, `1:02:03`. */
export function formatPlayTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, padTwo(whole % 60)];
  return hours === 0 ? `${String(minutes)}:${rest}` : `${String(hours)}:${padTwo(minutes)}:${rest}`;
}

const LINES: Readonly<
  Record<Exclude<TopicsDisplay['format'], 'comma_separated' | undefined>, (topic: ShownTopic, at: number) => string>
> = {
  timestamps: ({ title, start }) => `${formatPlayTime(start)} ${title}`,
  numbered_list: ({ title }, at) => `${String(at + 1)}. ${title}`,
  bullet_list: ({ title }) => `• ${title}`,
  dash_list: ({ title }) => `- ${title}`,
};

const CUT = '…';

/** Shortens a text to a number of code points. Cuts between words if a word ends in the second half. */
export function shorten(title: string, most: number): string {
  const characters = Array.from(title);
  if (characters.length <= most) return title;
  const room = characters.slice(0, most - 1).join('');
  const word = room.lastIndexOf(' ');
  return `${(word > room.length / 2 ? room.slice(0, word) : room).trimEnd()}${CUT}`;
}

/** Joins the lines of a title: models and people write it, so it may contain anything. */
export const joinLines = (title: string): string => title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

export const isShowingTopics = ({ enabled, display_location }: ResolvedTopicsDisplay): boolean =>
  enabled && display_location !== 'none';

/**
 * Renders the topics as text (TOP-03). Empty if there are none or the display is off.
 * Leaves out titles that are too short and cuts titles that are too long. `adjust` changes the shown topics of a list of times.
 */
export function renderTopics(
  topics: readonly ShownTopic[],
  display: ResolvedTopicsDisplay,
  adjust: (shown: readonly ShownTopic[]) => readonly ShownTopic[] = (shown) => shown,
): string {
  if (!isShowingTopics(display)) return '';
  const shown = topics
    .map(({ title, start }) => ({ title: joinLines(title), start }))
    .filter(({ title }) => Array.from(title).length >= display.min_length)
    .map(({ title, start }) => ({ title: shorten(title, display.max_length), start }));
  if (shown.length === 0) return '';
  const { format, heading } = display;
  if (format === 'comma_separated') return `${[heading, shown.map(({ title }) => title).join(', ')].join(' ').trim()}\n`;
  const lines = (format === 'timestamps' ? adjust(shown) : shown).map((topic, at) => LINES[format](topic, at));
  return `${[...(heading === '' ? [] : [heading]), ...lines].join('\n')}\n`;
}
