import type { UploadKind } from './upload.js';

const DOCUMENT_TYPES =
  /^(?:image\/|text\/|message\/rfc822$|application\/(?:pdf|rtf|msword|vnd\.(?:ms-|openxmlformats-|oasis\.opendocument\.)))/u;
/** Browsers know no type for some of them. */
const RECORDING_NAMES =
  /\.(?:mkv|avi|amr|m4a|m4v|mov|mts|m2ts|mxf|flv|wmv|wma|opus|ogg|oga|ogv|flac|aac|aiff?|3gp|webm|mp[34g])$/iu;
const DOCUMENT_NAMES = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|md|csv|html?|eml|png|jpe?g|webp|gif|bmp|avif)$/iu;

/**
 * Guesses the kind from media type and file name; undefined if both are unclear. The first step of the run detects the real
 * type.
 */
export function guessKind({ type, name }: Pick<File, 'type' | 'name'>): UploadKind | undefined {
  if (/^(?:video|audio)\//u.test(type)) return 'recordings';
  if (DOCUMENT_TYPES.test(type) || DOCUMENT_NAMES.test(name)) return 'documents';
  return RECORDING_NAMES.test(name) ? 'recordings' : undefined;
}
