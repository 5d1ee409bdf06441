import type { Artifact } from '@throughline/api-client';
import type { IconName } from '../../components/Icon/Icon.js';
import { formatLanguage } from '../../components/language-name.js';
import { fileText } from '../../texts/file-text.js';

const { names, formats } = fileText;

type KnownName = keyof typeof names;

/** A file in words: `Subtitles`, `WebVTT · German`. */
export interface FileWords {
  readonly what: string;
  /** Empty if it is not known, or if `what` is the name of the file. */
  readonly format: string;
  readonly icon: IconName;
}

const ICONS: Readonly<Partial<Record<KnownName, IconName>>> = {
  video: 'recordings',
  audio: 'sessions',
  transcript: 'text',
  subtitles: 'captions',
  topics: 'items',
  'youtube-chapters': 'items',
  'zoom-transcript': 'text',
  'zoom-captions': 'captions',
  document: 'documents',
  working: 'documents',
  text: 'text',
};

/** The extensions of media types that do not end in one. Only the original of a document has a name without extension. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'message/rfc822': 'eml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

const find = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** `subtitles.de.vtt`, `zoom-chat-2.txt`, `original`. */
const PARTS =
  /^(?<stem>[a-z]+(?:-[a-z]+)*)(?:-(?<number>\d+))?(?:\.(?<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*))??(?:\.(?<extension>[a-z0-9]+))?$/;

/** Files in one of several languages. */
const TRANSLATED: readonly string[] = ['subtitles', 'transcript'] satisfies readonly KnownName[];

function extensionOf(mediaType: string): string {
  const [type = ''] = mediaType.split(';');
  return find(EXTENSIONS, type) ?? /\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? '';
}

/** Returns an empty name without a tag, and undefined for a part of a name that means something else. */
function findLanguage(stem: string, tag: string | undefined): string | undefined {
  if (tag === undefined) return '';
  const name = formatLanguage(tag);
  return TRANSLATED.includes(stem) && name !== tag ? name : undefined;
}

/** Returns the words for a file. A file that no step of ours has named keeps its name. */
export function describeFile({ name, media_type }: Pick<Artifact, 'name' | 'media_type'>): FileWords {
  const { stem = '', number, language: tag, extension = extensionOf(media_type) } = PARTS.exec(name)?.groups ?? {};
  const known = find(names, stem);
  const language = findLanguage(stem, tag);
  if (known === undefined || language === undefined) return { what: name, format: '', icon: 'file' };
  const format = find(formats, extension) ?? extension.toUpperCase();
  return {
    what: number === undefined ? known : `${known} ${number}`,
    format: [format, language].filter((part) => part !== '').join(' · '),
    icon: find(ICONS, stem) ?? 'file',
  };
}
