import { PDFDict, PDFName } from 'pdf-lib';
import type { LeftOut } from './compose-tasks.js';

/** The entries of a note, a mark or a link that say how it looks and what it says. Others lead to other pages, or run something. */
const KEPT = [
  ...['Type', 'Subtype', 'Rect', 'Contents', 'NM', 'M', 'F', 'AP', 'AS', 'Border', 'C', 'OC', 'T', 'Subj', 'CreationDate'],
  ...[
    'QuadPoints',
    'InkList',
    'Vertices',
    'L',
    'LE',
    'IC',
    'BS',
    'BE',
    'RD',
    'DA',
    'DS',
    'RC',
    'Q',
    'CA',
    'CL',
    'IT',
    'Name',
    'H',
  ],
].map((name) => PDFName.of(name));

const nameIn = (dict: PDFDict | undefined, key: string): string | undefined => {
  const value = dict?.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
};

function pick(annotation: PDFDict): PDFDict {
  const copy = PDFDict.withContext(annotation.context);
  for (const key of KEPT) {
    const value = annotation.get(key);
    if (value !== undefined) copy.set(key, value);
  }
  return copy;
}

/** The page that a link leads to may be missing in the new document, so only links to the web stay. */
function copyLink(annotation: PDFDict): CopiedAnnotation {
  const action = annotation.lookup(PDFName.of('A'));
  const address = action instanceof PDFDict && nameIn(action, 'S') === 'URI' ? action.get(PDFName.of('URI')) : undefined;
  if (address === undefined) return { leftOut: 'links' };
  const copy = pick(annotation);
  copy.set(PDFName.of('A'), annotation.context.obj({ S: 'URI', URI: address }));
  return { copy };
}

/** A field becomes a picture of its present content: its form, which joins the fields of all pages, stays behind. */
function copyField(annotation: PDFDict): CopiedAnnotation {
  if (!annotation.has(PDFName.of('AP'))) return { leftOut: 'forms' };
  const copy = pick(annotation);
  copy.set(PDFName.of('Subtype'), PDFName.of('Stamp'));
  return { copy, leftOut: 'forms' };
}

const UNWANTED: Readonly<Record<string, LeftOut>> = {
  FileAttachment: 'attachments',
  Sound: 'media',
  Movie: 'media',
  Screen: 'media',
  RichMedia: 'media',
  '3D': 'media',
};

export interface CopiedAnnotation {
  /** Absent: the annotation cannot stay. */
  readonly copy?: PDFDict;
  readonly leftOut?: LeftOut;
}

export function copyAnnotation(annotation: PDFDict): CopiedAnnotation {
  const kind = nameIn(annotation, 'Subtype') ?? '';
  if (kind === 'Link') return copyLink(annotation);
  if (kind === 'Widget') return copyField(annotation);
  // The window of a note, which belongs to the note.
  if (kind === 'Popup') return {};
  const unwanted = Object.hasOwn(UNWANTED, kind) ? UNWANTED[kind] : undefined;
  return unwanted === undefined ? { copy: pick(annotation) } : { leftOut: unwanted };
}
