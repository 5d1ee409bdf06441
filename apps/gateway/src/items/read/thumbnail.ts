import type { Artifact } from '@throughline/contracts';
import { isContentGone, shownFiles, type Asset } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { findPicture, previewPathOf } from './previews.js';
import { Field } from '../../kit/http/fields.js';
import { number, orNull, text } from '../../kit/http/schemas.js';

/** The name under which the picture is read like a file of the recording. */
export const THUMBNAIL_FILE = 'thumbnail.jpg';

@ApiSchema({ name: 'Thumbnail' })
export class ThumbnailAnswer {
  @Field(orNull(number('The chosen second of the processed video.', { minimum: 0 }), 'Null: the server chooses the picture.'))
  second!: number | null;

  @Field(
    orNull(
      text(
        'A JPEG: the poster, or the picture at the chosen second, made when it is first read. A signed link opens it like the files.',
      ),
      'Null while there is no video.',
    ),
  )
  url!: string | null;
}

/** Returns the video that deliveries send, whose picture stands for the item. */
export function findVideo(asset: Asset): Artifact | undefined {
  const files = shownFiles(asset);
  return (
    files.find(({ role }) => role === 'video') ??
    files.find(({ role, mediaType }) => role === 'source' && mediaType.startsWith('video/'))
  );
}

/** Renders the thumbnail of a recording; null without a video and a choice. */
export function renderThumbnail(asset: Asset, basePath: string): ThumbnailAnswer | null {
  if (isContentGone(asset)) return null;
  const second = asset.thumbnail?.second ?? null;
  if (findVideo(asset) === undefined && findPicture(asset) === undefined) return second === null ? null : { second, url: null };
  return { second, url: previewPathOf(asset, THUMBNAIL_FILE, basePath) };
}

/** Returns the path of the picture that stands for an item of any kind in a list. */
export function pictureUrlOf(asset: Asset, basePath: string): string | null {
  if (asset.pipeline !== 'document') return renderThumbnail(asset, basePath)?.url ?? null;
  const page = findPicture(asset);
  return page === undefined ? null : previewPathOf(asset, page.name, basePath);
}
