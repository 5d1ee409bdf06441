import type { OutputConfig } from '@throughline/contracts';
import { toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import type { AccountForm } from '../../kit/account-type.js';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';

/** Categories that a video can have in every country (https://developers.google.com/youtube/v3/docs/videoCategories/list). */
const CATEGORIES: Readonly<Record<string, string>> = {
  'Film & Animation': '1',
  'Autos & Vehicles': '2',
  Music: '10',
  'Pets & Animals': '15',
  Sports: '17',
  'Travel & Events': '19',
  Gaming: '20',
  'People & Blogs': '22',
  Comedy: '23',
  Entertainment: '24',
  'News & Politics': '25',
  'Howto & Style': '26',
  Education: '27',
  'Science & Technology': '28',
  'Nonprofits & Activism': '29',
};
const DEFAULT_CATEGORY = 'People & Blogs';
const PRIVACY = ['private', 'unlisted', 'public'] as const;
type Privacy = (typeof PRIVACY)[number];

export const youtubeForm = {
  credential: { label: 'YouTube channel', kind: 'credential', required: true, credential: 'youtube' },
  privacy: { label: 'Visibility', kind: 'choice', options: toOptions(PRIVACY), hint: 'Default: private.' },
  category: {
    label: 'Category',
    kind: 'choice',
    options: toOptions(Object.keys(CATEGORIES)),
    hint: `Default: ${DEFAULT_CATEGORY}.`,
  },
  tags: { label: 'Tags', kind: 'list', hint: 'Up to 500 characters in all.' },
  playlist: {
    label: 'Playlist',
    kind: 'text',
    hint: 'The part of its address after list=. Each video is added after its upload.',
  },
  captions: { label: 'Add subtitles', kind: 'switch', hint: 'Default: off. Needs the stage that makes subtitles.' },
  thumbnail: {
    label: 'Thumbnail at second',
    kind: 'number',
    min: 0,
    hint: 'The picture of the video at this second. Default: a picture that YouTube chooses.',
  },
  made_for_kids: { label: 'Made for kids', kind: 'switch', hint: 'Default: off.' },
} satisfies SettingsForm & AccountForm;

export interface YouTubeSettings {
  readonly credential: number;
  readonly privacy: Privacy;
  readonly categoryId: string;
  readonly tags: readonly string[];
  readonly playlist: string | undefined;
  readonly madeForKids: boolean;
  /** The second of the video whose picture becomes the thumbnail. */
  readonly thumbnail: number | undefined;
}

const PLAYLIST_ID = /^[\w-]{2,100}$/;
const MAX_TAG_CHARACTERS = 500;

/** Counts as YouTube does: commas between tags, and quotes around tags with spaces, are part of the length. */
const countTagCharacters = (tags: readonly string[]): number =>
  tags.reduce((sum, tag) => sum + tag.length + (tag.includes(' ') ? 2 : 0), Math.max(0, tags.length - 1));

function readTags(text: string): readonly string[] {
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (tags.some((tag) => /[<>]/.test(tag))) throw misconfiguredError('The tags of a YouTube output cannot contain < or >');
  if (countTagCharacters(tags) > MAX_TAG_CHARACTERS)
    throw misconfiguredError(`The tags of a YouTube output have more than ${String(MAX_TAG_CHARACTERS)} characters`);
  return tags;
}

function readChoice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === value);
  if (found === undefined) throw misconfiguredError(`The ${name} of a YouTube output must be one of: ${choices.join(', ')}`);
  return found;
}

function readPlaylist(playlist: string | undefined): string | undefined {
  if (playlist === undefined || playlist === '') return undefined;
  if (!PLAYLIST_ID.test(playlist))
    throw misconfiguredError("The playlist of a YouTube output must be its id: the part of its address after 'list='");
  return playlist;
}

export function readYouTubeSettings(settings: OutputConfig['settings']): YouTubeSettings {
  const read = new OutputSettings(settings, 'a YouTube', youtubeForm);
  read.rejectUnknown();
  const credential = read.account();
  // Read for its error alone: a run plans the follow-up by the setting.
  read.flag('captions', false);
  const category = readChoice('category', read.text('category') ?? DEFAULT_CATEGORY, Object.keys(CATEGORIES));
  return {
    credential,
    privacy: readChoice('privacy', read.text('privacy') ?? 'private', PRIVACY),
    categoryId: CATEGORIES[category] ?? '',
    tags: readTags(read.text('tags') ?? ''),
    playlist: readPlaylist(read.text('playlist')),
    madeForKids: read.flag('made_for_kids', false),
    thumbnail: read.count('thumbnail'),
  };
}
