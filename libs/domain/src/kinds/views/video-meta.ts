import { followUpStep, outputOf, type Json } from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset, StepState } from '../../asset/state.js';
import { resultOf, stepOf } from '../../asset/steps/steps.js';
import { attemptFields } from './stage.js';

type Meta = Readonly<Record<string, Json | undefined>>;

interface DeliveredVideo {
  readonly asset: Asset;
  readonly output: string;
  readonly video: Meta;
  readonly personal: PersonalData;
}

const isDone = (step: StepState | undefined): boolean => step?.phase === 'completed';
const followUp = ({ asset, output }: DeliveredVideo, name: string): StepState | undefined =>
  stepOf(asset, followUpStep(output, name));

/** Returns the error of a follow-up, also while it is retried. */
const errorOf = (step: StepState | undefined, personal: PersonalData): string | null =>
  step === undefined ? null : attemptFields(step, personal).failed_reason;

/** Returns the list that the video was added to, or that the output names. */
function listOf({ asset, output }: DeliveredVideo, step: StepState | undefined, name: string): Json {
  const added = resultOf(step)?.[`${name}_id`];
  if (typeof added === 'string' || typeof added === 'number') return added;
  return asset.run?.config.outputs.find((each) => each.name === output)?.settings[name] ?? null;
}

function renderThumbnail(delivered: DeliveredVideo): Meta {
  const thumbnail = followUp(delivered, 'thumbnail');
  return { thumbnail_set: isDone(thumbnail), thumbnail_error: errorOf(thumbnail, delivered.personal) };
}

function renderYouTube(delivered: DeliveredVideo): Meta {
  const playlist = followUp(delivered, 'playlist');
  return {
    ...delivered.video,
    ...renderThumbnail(delivered),
    captions_error: errorOf(followUp(delivered, 'captions'), delivered.personal),
    added_to_playlist: isDone(playlist),
    playlist_id: listOf(delivered, playlist, 'playlist'),
    playlist_error: errorOf(playlist, delivered.personal),
  };
}

/** The id of a video at VK is `owner_number`. Communities have negative numbers. */
function renderVk(delivered: DeliveredVideo): Meta {
  const { video_id: id, video_url } = delivered.video;
  const [owner, video] = typeof id === 'string' ? id.split('_') : [];
  const album = followUp(delivered, 'album');
  return {
    video_id: video === undefined ? null : Number(video),
    owner_id: video === undefined ? null : Number(owner),
    video_url,
    ...renderThumbnail(delivered),
    added_to_album: isDone(album),
    album_id: listOf(delivered, album, 'album'),
    album_error: errorOf(album, delivered.personal),
  };
}

const RENDERERS: Readonly<Record<string, (delivered: DeliveredVideo) => Meta>> = {
  vk: renderVk,
  youtube: renderYouTube,
};

/** Returns the fields of `target_meta` that only video platforms have (UPL-06, UPL-07, UPL-09): the fold of a delivery and its follow-ups. */
export function videoMetaOf(
  asset: Asset,
  delivery: StepState,
  { personal, url }: { personal: PersonalData; url: string | null },
): Meta {
  const [type, output] = [(delivery.output?.type ?? '').toLowerCase(), outputOf(delivery.step)];
  const render = Object.hasOwn(RENDERERS, type) ? RENDERERS[type] : undefined;
  if (render === undefined || output === undefined) return {};
  const video = { video_id: resultOf(delivery)?.['external_id'] ?? null, video_url: url };
  return render({ asset, output, video, personal });
}
