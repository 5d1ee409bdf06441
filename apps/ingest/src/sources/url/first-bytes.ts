import { PermanentError } from '@throughline/contracts';

/** What the first bytes show, where it is certainly no recording. What is left, ffprobe decides. */
export type Shown = 'page' | 'playlist' | 'data' | 'document' | 'picture';

/** As many as a page may begin with remarks and blanks. */
export const FIRST_BYTES = 2_048;

const starts = (text: string): RegExp => new RegExp(`^(?:${text})`, 's');
const BINARY: readonly (readonly [Shown, RegExp])[] = [
  ['document', starts('%PDF-|PK\\x03\\x04|\\xd0\\xcf\\x11\\xe0|Rar!|7z\\xbc\\xaf')],
  ['picture', starts('\\x89PNG|\\xff\\xd8\\xff|GIF8|BM.{4}\\0\\0\\0\\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)')],
  // No compressed file is unpacked here: what is in it may be a thousand times as large.
  ['document', starts('\\x1f\\x8b|BZh|\\xfd7zXZ\\0|\\x28\\xb5\\x2f\\xfd')],
];
const PAGE = /^(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype\s+html|html|head|body|title|meta|script|!--)[\s>!-]/is;
const PLAYLIST =
  /^\s*(?:#EXTM3U|ffconcat version|\[playlist\]|file\s+['"]|(?:<\?xml[^>]*>\s*)?<(?:MPD|SmoothStreamingMedia|asx|smil)[\s>])/i;
const DATA = /^\s*(?:[[{]\s*["[{\]}]|<\?xml|<(?:error|rss|feed|svg)[\s>])/i;

export function shownBy(first: Uint8Array): Shown | undefined {
  const raw = Buffer.from(first.subarray(0, FIRST_BYTES)).toString('latin1');
  const text = raw.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  const binary = BINARY.find(([, form]) => form.test(raw))?.[0];
  if (binary !== undefined) return binary;
  if (PAGE.test(text)) return 'page';
  if (PLAYLIST.test(text)) return 'playlist';
  return DATA.test(text) ? 'data' : undefined;
}

const WORDS: Readonly<Record<Shown, string>> = {
  page: 'a web page (HTML): often one to sign in on, or one that shows the recording. Use the address of the file itself',
  playlist: 'a playlist: it names media but holds none. Use the address of the file itself',
  data: 'data in text (JSON or XML), often the words of an error. Use the address of the file itself',
  document: 'a document or an archive. Use the address of the recording itself',
  picture: 'a picture. Use the address of the recording itself',
};

const BINARY_DOCUMENT = /\.(?:pdf|rtf|docx?|xlsx?|pptx?|od[tsp]|png|jpe?g|gif|bmp|webp|avif|tiff?)$/i;

/**
 * Refuses what comes in place of the document that the address names: a page to sign in on, or the text of an error, instead of `march.pdf`.
 * Anything else may be a document; the step that reads it decides.
 */
export function requireDocument(shown: Shown, { host, path }: { readonly host: string; readonly path: string }): void {
  const [, extension] = /\.([^.]+)$/.exec(path) ?? [];
  if (extension === undefined || !BINARY_DOCUMENT.test(path) || (shown !== 'page' && shown !== 'data')) return;
  const sent = shown === 'page' ? 'a web page (HTML), often one to sign in on' : 'data in text (JSON or XML), often an error';
  throw new PermanentError(
    'not-a-document',
    `${host} sends ${sent}, but the address names a ${extension.toLowerCase()} file. Use the address of the file itself`,
  );
}

/** A web page is told from the other things, as a tool may find the recording that it shows. */
export const notARecording = (shown: Shown, host: string): PermanentError =>
  new PermanentError('not-a-recording', `What ${host} sends is no recording but ${WORDS[shown]}`);
