import { ApiSchema } from '@nestjs/swagger';
import {
  PREVIEW_STATES,
  WEB_VERSION_STATES,
  isPresent,
  nounOf,
  previewFileOf,
  previewsOf,
  type Asset,
  type AssetState,
  type ItemNoun,
  type Previews,
} from '@throughline/domain';
import type { Artifact } from '@throughline/contracts';
import { Field } from '../../kit/http/fields.js';
import { orNull, text, words } from '../../kit/http/schemas.js';
import { DOCUMENTS_PATH, RECORDINGS_PATH, SESSIONS_PATH, filePathOf } from '../files/artifact-item.js';

@ApiSchema({ name: 'Previews' })
export class PreviewsAnswer {
  @Field(
    words(
      PREVIEW_STATES,
      '`none`: there are none of the present file. `requested`: they are queued, in progress, or wait for the trimmed file of a run. `paused`: that run is paused, and continues with `POST …/run`. `incomplete`: some are missing, for example because an earlier release made the others; `POST …/previews` makes them. `ready`: they are made, as far as the file has any. `failed`: the file cannot be read. `stopped`: a person has given them up; `POST …/previews` makes them. It changes nothing else about the item, not even `updated_at`.',
    ),
  )
  state!: string;
  @Field(orNull(text('A JPEG of a video, at most 640 pixels and 60 KB. Null if there is none.'))) poster_url!: string | null;
  @Field(
    orNull(
      text(
        'The waveform as JSON: `duration_seconds`, and in `peaks` one list of values from 0 to 1, as wavesurfer.js reads them. Null if there is none.',
      ),
    ),
  )
  peaks_url!: string | null;
  @Field(
    orNull(
      text('One JPEG with up to 100 small pictures of a video, which `sprites_index_url` describes. Null if there is none.'),
    ),
  )
  sprites_url!: string | null;
  @Field(
    orNull(
      text(
        'The places of the pictures in the JPEG as JSON: `columns`, `width` and `height` of a picture in pixels, and in `starts` the second of each picture, in rows from left to right. Null if there is none.',
      ),
    ),
  )
  sprites_index_url!: string | null;
  @Field(
    orNull(
      words(
        WEB_VERSION_STATES,
        '`not-needed`: browsers play the file itself. `pending`: a version for them is to be made. `ready`: it is made. `partial`: it ends where the damaged file breaks off. `failed`: the file could not be converted; another request for the previews tries again. Null until the file was inspected, and for documents.',
      ),
    ),
  )
  web_state!: string | null;
  @Field(
    orNull(
      text(
        'An MP4 for browsers, with H.264 of at most 720p and AAC. Outputs and downloads have the original. Null if there is none.',
      ),
    ),
  )
  web_url!: string | null;
  @Field(orNull(words(['video/mp4', 'audio/mp4'], 'The media type of the version for browsers. Null if there is none.')))
  web_media_type!: string | null;
  @Field(orNull(text('A JPEG of the first page of a document, at most 640 pixels and 100 KB. Null if there is none.')))
  page_url!: string | null;
  @Field(orNull(text('The hash of the file that they show, in hex: compare it with that of a file. Null if there are none.')))
  file_sha256!: string | null;
}

export const NO_PREVIEWS: PreviewsAnswer = {
  state: 'none',
  poster_url: null,
  peaks_url: null,
  sprites_url: null,
  sprites_index_url: null,
  web_state: null,
  web_url: null,
  web_media_type: null,
  page_url: null,
  file_sha256: null,
};

const withRole = ({ artifacts }: Previews, role: string): Artifact | undefined =>
  artifacts.find((artifact) => artifact.role === role);

/** Returns the previews that a reader may open by their names. */
export const previewFilesOf = (asset: Asset): readonly Artifact[] => previewsOf(asset).artifacts;

/** Returns a preview of the file that people see now, not one of an earlier file. */
function findCurrent(asset: Asset, role: string): Artifact | undefined {
  const previews = previewsOf(asset);
  return previews.fileSha256 === previewFileOf(asset)?.sha256 ? withRole(previews, role) : undefined;
}

/** Returns the version for the browser of the file that people play. */
export const findWebVersion = (asset: Asset): Artifact | undefined => findCurrent(asset, 'web');

/** Returns the image of the first page of the document. */
export const findFirstPage = (asset: Asset): Artifact | undefined => findCurrent(asset, 'page');

/** Returns the poster of a recording or the first page of a document. */
export function findPicture(asset: Asset): Artifact | undefined {
  const previews = previewsOf(asset);
  return withRole(previews, 'poster') ?? withRole(previews, 'page');
}

const PATHS: Readonly<Record<ItemNoun, string>> = {
  recording: RECORDINGS_PATH,
  document: DOCUMENTS_PATH,
  session: SESSIONS_PATH,
};

export const previewPathOf = ({ assetId, pipeline }: Asset, name: string, basePath: string): string =>
  filePathOf(assetId, name, `${basePath}${PATHS[nounOf(pipeline)]}`);

export function renderPreviews(state: AssetState, basePath: string): PreviewsAnswer {
  if (!isPresent(state)) return NO_PREVIEWS;
  const previews = previewsOf(state);
  const urlOf = (role: string): string | null => {
    const artifact = withRole(previews, role);
    return artifact === undefined ? null : previewPathOf(state, artifact.name, basePath);
  };
  return {
    state: previews.state,
    poster_url: urlOf('poster'),
    peaks_url: urlOf('peaks'),
    sprites_url: urlOf('sprites'),
    sprites_index_url: urlOf('sprites_index'),
    web_state: previews.web ?? null,
    web_url: urlOf('web'),
    web_media_type: withRole(previews, 'web')?.mediaType ?? null,
    page_url: urlOf('page'),
    file_sha256: previews.fileSha256 ?? null,
  };
}
