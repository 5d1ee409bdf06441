import { PermanentError } from '@throughline/contracts';

/** A format, read from the first bytes, that is certainly no recording. ffprobe decides about all others. */
export type ContentKind = 'page' | 'playlist' | 'data' | 'document' | 'picture';

/** Long enough to see past the comments and blanks at the start of a web page. */
export const FIRST_BYTES = 2_048;

const starts = (text: string): RegExp => new RegExp(`^(?:${text})`, 's');
const BINARY: readonly (readonly [ContentKind, RegExp])[] = [
  ['document', starts('%PDF-|PK\\x03\\x04|\\xd0\\xcf\\x11\\xe0|Rar!|7z\\xbc\\xaf')],
  ['picture', starts('\\x89PNG|\\xff\\xd8\\xff|GIF8|BM.{4}\\0\\0\\0\\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)')],
  // No compressed file is unpacked here: its content may be a thousand times as large.
  ['document', starts('\\x1f\\x8b|BZh|\\xfd7zXZ\\0|\\x28\\xb5\\x2f\\xfd')],
];
const PAGE = /^(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype\s+html|html|head|body|title|meta|script|!--)[\s>!-]/is;
const PLAYLIST =
  /^\s*(?:#EXTM3U|ffconcat version|\[playlist\]|file\s+['"]|(?:<\?xml[^>]*>\s*)?<(?:MPD|SmoothStreamingMedia|asx|smil)[\s>])/i;
const DATA = /^\s*(?:[[{]\s*["[{\]}]|<\?xml|<(?:error|rss|feed|svg)[\s>])/i;

export function detectContentKind(first: Uint8Array): ContentKind | undefined {
  const raw = Buffer.from(first.subarray(0, FIRST_BYTES)).toString('latin1');
  const text = raw.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  const binary = BINARY.find(([, form]) => form.test(raw))?.[0];
  if (binary !== undefined) return binary;
  if (PAGE.test(text)) return 'page';
  if (PLAYLIST.test(text)) return 'playlist';
  return DATA.test(text) ? 'data' : undefined;
}

const WORDS: Readonly<Record<ContentKind, string>> = {
  page: 'a web page (HTML), often a sign-in page or a page that shows the recording. Use the address of the file itself',
  playlist: 'a playlist, which names media but contains none. Use the address of the file itself',
  data: 'text data (JSON or XML), often an error message. Use the address of the file itself',
  document: 'a document or an archive. Use the address of the recording itself',
  picture: 'a picture. Use the address of the recording itself',
};

const BINARY_DOCUMENT = /\.(?:pdf|rtf|docx?|xlsx?|pptx?|od[tsp]|png|jpe?g|gif|bmp|webp|avif|tiff?)$/i;

/**
 * Rejects a sign-in page or an error text that arrives under the name of a document, such as `march.pdf`. Later steps judge any
 * other content.
 */
export function requireDocument(shown: ContentKind, { host, path }: { readonly host: string; readonly path: string }): void {
  const [, extension] = /\.([^.]+)$/.exec(path) ?? [];
  if (extension === undefined || !BINARY_DOCUMENT.test(path) || (shown !== 'page' && shown !== 'data')) return;
  const sent = shown === 'page' ? 'a web page (HTML), often a sign-in page' : 'text data (JSON or XML), often an error';
  throw new PermanentError(
    'not-a-document',
    `${host} sends ${sent}, but the address names a ${extension.toLowerCase()} file. Use the address of the file itself`,
  );
}

/** Callers throw a web page as `WebPageError` instead, because yt-dlp may find a recording on it. */
export const notARecordingError = (shown: ContentKind, host: string): PermanentError =>
  new PermanentError('not-a-recording', `${host} does not send a recording, but ${WORDS[shown]}`);
