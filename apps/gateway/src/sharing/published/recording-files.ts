import type { Artifact } from '@throughline/contracts';
import { filesOf, findWebVersion, type ItemSnapshot } from '../../items/index.js';
import { findHindrance } from '../linked-items.js';
import type { PublishedItem, SetMedia, PublishedSet } from './published-set.js';

const isMedia = ({ mediaType }: Artifact): boolean => /^(video|audio)\//.test(mediaType);
const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin';

/** The order in which the file for listeners is looked for. */
const ORDER: Readonly<Record<SetMedia, readonly string[]>> = {
  audio: ['audio', 'video', 'source'],
  video: ['video', 'audio', 'source'],
};

function findMedia({ asset }: ItemSnapshot, media: SetMedia): Artifact | undefined {
  const files = filesOf(asset).filter(isMedia);
  const [found] = ORDER[media].flatMap((role) => files.filter((file) => file.role === role));
  // Podcast apps and browsers support fewer formats than recordings have.
  return found?.role === 'audio' ? found : (findWebVersion(asset) ?? found);
}

/** Names of people may be in the names of stored files, so the files of a set have names of their own. */
const named = (file: Artifact, name: string): Artifact => ({ ...file, name: `${name}.${extensionOf(file.name)}` });

export interface PublishedFiles {
  readonly media: Artifact;
  readonly transcripts: readonly Artifact[];
}

/** Returns the files of a recording that a set opens; undefined if it has nothing to play. All others do not exist for it. */
export function findPublishedFiles(item: ItemSnapshot, { media }: Pick<PublishedSet, 'media'>): PublishedFiles | undefined {
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

/** Returns true if the recording is in the set now, and can be shown. */
export const isInSet = (item: ItemSnapshot, set: Pick<PublishedSet, 'libraryId' | 'tag' | 'media'>): boolean =>
  findHindrance(item, set) === undefined &&
  (set.tag === undefined || hasTag(item, set.tag)) &&
  findPublishedFiles(item, set) !== undefined;

/** A recording that a set lists now. */
export interface PublishedRecording {
  readonly entry: PublishedItem;
  readonly item: ItemSnapshot;
  readonly files: PublishedFiles;
}
