import { SOURCE_LIMITS } from '@throughline/contracts';
import { showName } from '../../file-trees/file-names.js';

/** Names for attachments that have none. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/rtf': 'rtf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
};

/** Characters that hide or reverse parts of a name, or that have a meaning in paths. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{FFFD}]/gu;

/**
 * Returns the name of an attachment as a plain file name: the library has decoded it (RFC 2047, RFC 2231), but its sender chose
 * it. Folders, hidden characters and leading dots are removed.
 */
export function cleanAttachmentName(
  name: string | undefined,
  { type, part }: { readonly type: string; readonly part: string },
): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(HIDDEN, '')
    .normalize('NFC')
    .replace(/^[.\s]+/, '')
    .trim();
  if (clean !== '') return shorten(clean);
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined;
  return `attachment-${part}${ending === undefined ? '' : `.${ending}`}`;
}

/** Keeps the end, which tells the type. */
function shorten(name: string): string {
  const [ending = ''] = /\.[^.]{1,11}$/.exec(name) ?? [];
  return `${showName(name.slice(0, name.length - ending.length), 200 - ending.length)}${ending}`;
}

export const showText = (text: string): string =>
  showName(text.replaceAll(HIDDEN, ' ').trim(), SOURCE_LIMITS.name) || 'Message without a subject';
