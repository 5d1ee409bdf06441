import type { Artifact, Document } from '@throughline/api-client';

/** The facts about a file of a document that visitors of a share link have too. */
export type DocumentFile = Pick<Artifact, 'name' | 'url' | 'size' | 'sha256' | 'media_type'>;

/** The file that the page shows of a document: a PDF, a picture, or none with the reason. */
export type PageSource =
  | { readonly kind: 'pdf'; readonly file: DocumentFile }
  | { readonly kind: 'image'; readonly file: DocumentFile }
  | { readonly kind: 'none'; readonly why: 'no-file' | 'locked' | 'not-drawable' | 'not-yet' };

/** Pictures that every browser shows, and that the server serves as pictures. */
const DRAWABLE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);

export type SourceFields = Pick<Document, 'record' | 'run'>;

const byName = (artifacts: readonly DocumentFile[], name: string): DocumentFile | undefined =>
  artifacts.find((one) => one.name === name);

function findOriginal(file: DocumentFile, { record, run }: SourceFields): PageSource {
  // The type that the server detected, not the one that the upload named.
  const type = record?.media_type ?? file.media_type;
  if (record?.locked === true) return { kind: 'none', why: 'locked' };
  if (type === 'application/pdf') return { kind: 'pdf', file };
  if (DRAWABLE.has(type)) return { kind: 'image', file };
  return { kind: 'none', why: run?.active === true ? 'not-yet' : 'not-drawable' };
}

/** Prefers the finished PDF, because it has the recognised words of a scan at their places. */
export function findPageSource(document: SourceFields, artifacts: readonly DocumentFile[]): PageSource {
  const made = byName(artifacts, 'document.pdf') ?? byName(artifacts, 'working.pdf');
  if (made !== undefined) return { kind: 'pdf', file: made };
  const original = byName(artifacts, 'original');
  return original === undefined ? { kind: 'none', why: 'no-file' } : findOriginal(original, document);
}

/** The file with the extracted text of each page. */
export const findTextFile = (artifacts: readonly DocumentFile[]): DocumentFile | undefined => byName(artifacts, 'text.json');
