import type { RunConfig, TopicsDisplay } from '@throughline/contracts';

/** A topic as it is shown. */
export interface ShownTopic {
  readonly title: string;
  /** Seconds from the beginning of the recording. */
  readonly start: number;
}
export type WholeTopicsDisplay = Required<TopicsDisplay>;

/** What applies where no run says otherwise (TOP-03, CFG-18). */
export const defaultTopicsDisplay: WholeTopicsDisplay = {
  min_length: 1,
  max_length: 200,
  display_location: 'description',
  format: 'timestamps',
  heading: 'Topics:',
};

export const topicsDisplayOf = ({ topics_display: said }: Pick<RunConfig, 'topics_display'>): WholeTopicsDisplay => ({
  ...defaultTopicsDisplay,
  ...said,
});

const two = (value: number): string => String(value).padStart(2, '0');

/** `0:07`, `12:30`, `1:02:03`: as players and video sites make chapters of it. */
function timeText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, two(whole % 60)];
  return hours === 0 ? `${String(minutes)}:${rest}` : `${String(hours)}:${two(minutes)}:${rest}`;
}

const LINES: Readonly<
  Record<Exclude<TopicsDisplay['format'], 'comma_separated' | undefined>, (topic: ShownTopic, at: number) => string>
> = {
  timestamps: ({ title, start }) => `${timeText(start)} ${title}`,
  numbered_list: ({ title }, at) => `${String(at + 1)}. ${title}`,
  bullet_list: ({ title }) => `• ${title}`,
  dash_list: ({ title }) => `- ${title}`,
};

const CUT = '…';

/** Characters as people count them, as far as code points go; cut between words where one ends near the end. */
function shortened(title: string, most: number): string {
  const characters = Array.from(title);
  if (characters.length <= most) return title;
  const room = characters.slice(0, most - 1).join('');
  const word = room.lastIndexOf(' ');
  return `${(word > room.length / 2 ? room.slice(0, word) : room).trimEnd()}${CUT}`;
}

/** One line each: a title is text of a model, and may hold anything. */
const oneLine = (title: string): string => title.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/**
 * The topics as text that people read (TOP-03); empty where there is nothing to show, or where topics are not to be shown.
 * A title that is too short is left out, one that is too long is cut.
 */
export function topicsText(topics: readonly ShownTopic[], display: WholeTopicsDisplay): string {
  if (display.display_location === 'none') return '';
  const shown = topics
    .map(({ title, start }) => ({ title: oneLine(title), start }))
    .filter(({ title }) => Array.from(title).length >= display.min_length)
    .map(({ title, start }) => ({ title: shortened(title, display.max_length), start }));
  if (shown.length === 0) return '';
  const { format, heading } = display;
  if (format === 'comma_separated') return `${[heading, shown.map(({ title }) => title).join(', ')].join(' ').trim()}\n`;
  const lines = shown.map((topic, at) => LINES[format](topic, at));
  return `${[...(heading === '' ? [] : [heading]), ...lines].join('\n')}\n`;
}
