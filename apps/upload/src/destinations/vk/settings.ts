import type { OutputConfig } from '@throughline/contracts';
import { toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';

/** Values of `privacy_view` (https://dev.vk.com/method/video.save). Videos of communities have none. */
const PRIVACY: Readonly<Record<string, string>> = { everyone: 'all', friends: 'friends', nobody: 'only_me' };

export const vkForm = {
  credential: {
    label: 'VK account',
    kind: 'credential',
    required: true,
    credential: 'vk',
    other_credential: 'token',
    hint: 'A connected account, or an access token of a user with the right to videos.',
  },
  group: { label: 'Community', kind: 'number', min: 1, hint: 'The number of a community. Default: the page of the user.' },
  privacy: {
    label: 'Visibility',
    kind: 'choice',
    options: toOptions(Object.keys(PRIVACY)),
    hint: 'Only on the page of a user. Default: nobody.',
  },
  album: { label: 'Album', kind: 'number', min: 1, hint: 'The number of an album. Each video is added after its upload.' },
  thumbnail: {
    label: 'Thumbnail at second',
    kind: 'number',
    min: 0,
    hint: 'The picture of the video at this second. Default: a picture that VK chooses.',
  },
} satisfies SettingsForm;

export interface VkSettings {
  readonly credential: number;
  readonly group: number | undefined;
  /** Absent for communities. */
  readonly privacy: string | undefined;
  readonly album: number | undefined;
  /** The second of the video whose picture becomes the thumbnail. */
  readonly thumbnail: number | undefined;
}

function readPrivacy(privacy: string | undefined, group: number | undefined): string | undefined {
  if (group !== undefined) {
    if (privacy === undefined) return undefined;
    throw misconfiguredError("A VK output with a 'group' has no 'privacy': the community decides who sees its videos");
  }
  const value = PRIVACY[privacy ?? 'nobody'];
  if (value === undefined)
    throw misconfiguredError(`The privacy of a VK output must be one of: ${Object.keys(PRIVACY).join(', ')}`);
  return value;
}

export function readVkSettings(settings: OutputConfig['settings']): VkSettings {
  const read = new OutputSettings(settings, 'a VK', vkForm);
  read.rejectUnknown();
  const group = read.count('group', 1);
  return {
    credential: read.account(),
    group,
    privacy: readPrivacy(read.text('privacy'), group),
    album: read.count('album', 1),
    thumbnail: read.count('thumbnail'),
  };
}
