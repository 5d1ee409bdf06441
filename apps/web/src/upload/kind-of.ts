import type { UploadKind } from './upload.js';

const DOCUMENT_TYPES =
  /^(?:image\/|text\/|message\/rfc822$|application\/(?:pdf|rtf|msword|vnd\.(?:ms-|openxmlformats-|oasis\.opendocument\.)))/u;
const DOCUMENT_NAMES = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|md|csv|html?|eml|png|jpe?g|webp|gif|bmp|avif)$/iu;

/** What the browser says of a file, and its name; undefined where neither tells. What it really is the first step finds out. */
export function kindOf({ type, name }: Pick<File, 'type' | 'name'>): UploadKind | undefined {
  if (/^(?:video|audio)\//u.test(type)) return 'recordings';
  return DOCUMENT_TYPES.test(type) || DOCUMENT_NAMES.test(name) ? 'documents' : undefined;
}
