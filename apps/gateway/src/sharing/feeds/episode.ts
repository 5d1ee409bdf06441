import type { Artifact } from '@throughline/contracts';
import { textFactsOf, titleOf } from '@throughline/domain';
import { filesOf, findWebVersion, type ItemSnapshot } from '../../items/index.js';
import { isShown } from '../shared-access.js';
import type { FeedItem, FeedMedia, PodcastFeed } from './podcast-feed.js';
import type { RssEpisode, RssFile } from './rss.js';

const isMedia = ({ mediaType }: Artifact): boolean => /^(video|audio)\//.test(mediaType);
const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin';

/** The order in which the file for listeners is looked for. */
const ORDER: Readonly<Record<FeedMedia, readonly string[]>> = {
  audio: ['audio', 'video', 'source'],
  video: ['video', 'audio', 'source'],
};

function findMedia({ asset }: ItemSnapshot, media: FeedMedia): Artifact | undefined {
  const files = filesOf(asset).filter(isMedia);
  const [found] = ORDER[media].flatMap((role) => files.filter((file) => file.role === role));
  // Players of podcasts support fewer formats than recordings have.
  return found?.role === 'audio' ? found : (findWebVersion(asset) ?? found);
}

/** Names of people may be in the names of stored files, so the files of a feed have names of their own. */
const named = (file: Artifact, name: string): Artifact => ({ ...file, name: `${name}.${extensionOf(file.name)}` });

export interface EpisodeFiles {
  readonly media: Artifact;
  readonly transcripts: readonly Artifact[];
}

/** Returns the files of a recording that a feed opens; undefined if it has nothing to play. All others do not exist for it. */
export function findEpisodeFiles(item: ItemSnapshot, { media }: Pick<PodcastFeed, 'media'>): EpisodeFiles | undefined {
  const found = findMedia(item, media);
  if (found === undefined) return undefined;
  const captions = ['subtitles_vtt', 'subtitles_srt'].flatMap((role) =>
    filesOf(item.asset)
      .filter((file) => file.role === role)
      .slice(0, 1),
  );
  return { media: named(found, 'media'), transcripts: captions.map((file) => named(file, 'captions')) };
}

const hasTag = ({ personal }: ItemSnapshot, tag: string): boolean =>
  (personal.tags ?? []).some((one) => one.toLowerCase() === tag.toLowerCase());

/** Returns true if the recording is in the set of the feed now, and can be shown. */
export const isInSet = (item: ItemSnapshot, feed: Pick<PodcastFeed, 'libraryId' | 'tag' | 'media'>): boolean =>
  isShown(item, feed) && (feed.tag === undefined || hasTag(item, feed.tag)) && findEpisodeFiles(item, feed) !== undefined;

export interface Episode {
  readonly entry: FeedItem;
  readonly item: ItemSnapshot;
  readonly files: EpisodeFiles;
}

/** Renders an episode. Names each field: nothing of the owner, the history or the outputs gets here by chance. */
export function renderEpisode({ entry, item, files }: Episode, base: string): RssEpisode {
  const { seconds, language } = textFactsOf(item.asset);
  const fileOf = ({ name, mediaType, size }: Artifact): RssFile => ({
    url: `${base}/episodes/${entry.episodeId}/${name}`,
    mediaType,
    size,
  });
  return {
    id: entry.episodeId,
    title: titleOf(item.asset, item.personal) ?? 'Untitled',
    publishedAt: item.asset.registeredAt,
    seconds,
    language,
    media: fileOf(files.media),
    transcripts: files.transcripts.map(fileOf),
  };
}
