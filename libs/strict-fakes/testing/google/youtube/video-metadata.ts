import { GoogleRefusal, invalid } from '../refusals.js';

export interface VideoMetadata {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly categoryId: string;
  readonly privacyStatus: string;
  readonly madeForKids: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const PRIVACY = ['private', 'public', 'unlisted'];
/** The categories that can be assigned. */
const CATEGORIES = ['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29'];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  snippet: ['title', 'description', 'tags', 'categoryId', 'defaultLanguage', 'defaultAudioLanguage'],
  status: ['privacyStatus', 'selfDeclaredMadeForKids', 'embeddable', 'license', 'publicStatsViewable'],
};
const MAX_TITLE = 100;
const MAX_DESCRIPTION_BYTES = 5_000;
const MAX_TAGS = 500;

const refuse = (reason: string): GoogleRefusal =>
  new GoogleRefusal(400, reason, 'The request metadata is invalid.', 'youtube.video');

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses parts that `part` does not name, and fields that a part does not have. */
function readParts(body: Json, part: string): { readonly snippet: Json; readonly status: Json } {
  const parts = part.split(',');
  if (!parts.includes('snippet')) throw refuse('invalidVideoMetadata');
  for (const [name, value] of Object.entries(body)) {
    if (!parts.includes(name) || FIELDS[name] === undefined || !isObject(value)) throw invalid(`Unknown part "${name}"`);
    const unknown = Object.keys(value).find((field) => FIELDS[name]?.includes(field) === false);
    if (unknown !== undefined) throw invalid(`Unknown name "${unknown}": Cannot find field.`);
  }
  const { snippet, status = {} } = body;
  if (!isObject(snippet) || !isObject(status)) throw refuse('invalidVideoMetadata');
  return { snippet, status };
}

function readTitle(title: unknown): string {
  const isValid = typeof title === 'string' && title !== '' && Array.from(title).length <= MAX_TITLE && !/[<>]/.test(title);
  if (!isValid) throw refuse('invalidTitle');
  return title;
}

function readDescription(description: unknown): string {
  const isValid =
    typeof description === 'string' && Buffer.byteLength(description) <= MAX_DESCRIPTION_BYTES && !/[<>]/.test(description);
  if (!isValid) throw refuse('invalidDescription');
  return description;
}

/** Tags with spaces count with quotes, and the commas between tags count too. */
function readTags(tags: unknown): readonly string[] {
  if (!Array.isArray(tags) || !tags.every((tag): tag is string => typeof tag === 'string' && tag !== '' && !/[<>]/.test(tag)))
    throw refuse('invalidTags');
  const length = tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(',').length;
  if (length > MAX_TAGS) throw refuse('invalidTags');
  return tags;
}

function readStatus({
  privacyStatus = 'public',
  selfDeclaredMadeForKids = false,
}: Json): Pick<VideoMetadata, 'privacyStatus' | 'madeForKids'> {
  const isKnown = typeof privacyStatus === 'string' && PRIVACY.includes(privacyStatus);
  if (!isKnown || typeof selfDeclaredMadeForKids !== 'boolean') throw refuse('invalidVideoMetadata');
  return { privacyStatus, madeForKids: selfDeclaredMadeForKids };
}

/** Reads the metadata of a video (https://developers.google.com/youtube/v3/docs/videos#properties). */
export function parseVideo(body: Json, part: string): VideoMetadata {
  const { snippet, status } = readParts(body, part);
  const { title, description = '', tags = [], categoryId = '22' } = snippet;
  if (typeof categoryId !== 'string' || !CATEGORIES.includes(categoryId)) throw refuse('invalidCategoryId');
  return {
    title: readTitle(title),
    description: readDescription(description),
    tags: readTags(tags),
    categoryId,
    ...readStatus(status),
  };
}

/**
 * Reads the snippet of an update, which needs a title and a category. A field that it leaves out is removed
 * (https://developers.google.com/youtube/v3/docs/videos/update).
 */
export function parseSnippetUpdate(body: Json): Pick<VideoMetadata, 'title' | 'description' | 'tags' | 'categoryId'> {
  const { snippet } = readParts(body, 'snippet');
  if (snippet['categoryId'] === undefined) throw refuse('invalidCategoryId');
  const { title, description, tags, categoryId } = parseVideo(body, 'snippet');
  return { title, description, tags, categoryId };
}
