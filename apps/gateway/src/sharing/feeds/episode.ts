import type { Artifact } from '@throughline/contracts';
import { textFactsOf, titleOf } from '@throughline/domain';
import type { PublishedRecording } from '../published/recording-files.js';
import type { RssEpisode, RssFile } from './rss.js';

/** Renders an episode. Names each field: nothing of the owner, the history or the outputs gets here by chance. */
export function renderEpisode({ entry, item, files }: PublishedRecording, base: string): RssEpisode {
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
