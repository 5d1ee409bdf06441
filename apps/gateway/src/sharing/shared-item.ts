import type { Artifact } from '@throughline/contracts';
import { textFactsOf, titleOf } from '@throughline/domain';
import { filesOf, findFirstPage, findWebVersion } from '../items/index.js';
import type { OpenedLink } from './shared-access.js';
import type { SharedFileAnswer, SharedItemAnswer } from './shared.dto.js';
import { SHARED_PATH } from './shared-cookie.js';

const isMedia = ({ mediaType }: Artifact): boolean => /^(video|audio)\//.test(mediaType);
const isPicture = ({ mediaType }: Artifact): boolean => /^image\/(png|jpeg|webp)$/.test(mediaType);

interface RecordingFiles {
  readonly files: readonly Artifact[];
  readonly web: Artifact | undefined;
}

const inRole = (files: readonly Artifact[], role: string): readonly Artifact[] => files.filter((one) => one.role === role);
const firstOf = (...lists: readonly (readonly Artifact[])[]): readonly Artifact[] =>
  lists.find((files) => files.length > 0)?.slice(0, 1) ?? [];

/** The version for the browser is before the file that it replaces in the player. Without downloads nobody needs that file. */
function recordingFiles({ files, web }: RecordingFiles, download: boolean): readonly Artifact[] {
  const of = (role: string): readonly Artifact[] => inRole(files, role);
  const original = firstOf(...['video', 'audio', 'source'].map((role) => of(role).filter(isMedia)));
  const media = web === undefined ? original : [web, ...(download ? original : [])];
  const shown = [...media, ...of('subtitles_vtt')];
  return download ? [...shown, ...of('audio'), ...of('subtitles_srt'), ...of('transcript_text')] : shown;
}

interface DocumentParts {
  readonly files: readonly Artifact[];
  readonly firstPage: Artifact | undefined;
}

/**
 * Without downloads a document shows the image of its first page, and a picture is shown itself: browsers show a PDF only by
 * fetching the file.
 */
function documentFiles({ files, firstPage }: DocumentParts, download: boolean): readonly Artifact[] {
  const of = (role: string): readonly Artifact[] => inRole(files, role);
  const pages = firstOf(of('document'), of('source'));
  const shown = download ? pages : firstOf(pages.filter(isPicture), firstPage === undefined ? [] : [firstPage]);
  return [...shown, ...of('text'), ...of('text_pages')];
}

/** Returns the files that a link opens. All others do not exist for its visitors. */
export function sharedFiles({ link, item }: OpenedLink): readonly Artifact[] {
  const files = filesOf(item.asset);
  const shown =
    link.kind === 'recording'
      ? recordingFiles({ files, web: findWebVersion(item.asset) }, link.download)
      : documentFiles({ files, firstPage: findFirstPage(item.asset) }, link.download);
  return [...new Map(shown.map((file) => [file.name, file])).values()];
}

const isTranscript = ({ role }: Artifact): boolean => role === 'transcript';

/** Renders what visitors of a link see. Names each field: nothing of the owner, the history or the outputs gets here by chance. */
export function renderSharedItem(opened: OpenedLink, basePath: string): SharedItemAnswer {
  const { link, item } = opened;
  const path = `${basePath}${SHARED_PATH}/${link.id}/files`;
  const fileOf = ({ name, role, mediaType, size, sha256 }: Artifact): SharedFileAnswer => ({
    name,
    role,
    media_type: mediaType,
    size,
    sha256,
    url: `${path}/${encodeURIComponent(name)}`,
  });
  return {
    id: link.id,
    kind: link.kind,
    title: titleOf(item.asset, item.personal) ?? null,
    duration_seconds: textFactsOf(item.asset).seconds ?? null,
    has_transcript: link.kind === 'recording' && filesOf(item.asset).some(isTranscript),
    download: link.download,
    expires_at: link.expiresAt,
    files: sharedFiles(opened).map(fileOf),
  };
}
