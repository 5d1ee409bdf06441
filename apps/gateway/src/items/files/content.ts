/** Media types that a browser may render inline: none of them can carry a script. */
const SHOWN_INLINE = /^(video\/(mp4|webm|quicktime|x-matroska)|audio\/(mpeg|mp4|wav|x-wav|ogg|flac|webm)|text\/(plain|vtt))$/;
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Types of texts besides `text/…`. */
const TEXTS: ReadonlySet<string> = new Set(['application/json', 'application/x-subrip', DOCX]);
const KEPT: ReadonlySet<string> = new Set([...TEXTS, 'application/pdf', 'image/png', 'image/jpeg', 'image/webp']);

const bareType = (mediaType: string): string => mediaType.split(';')[0]?.trim().toLowerCase() ?? '';

export function isTextType(mediaType: string): boolean {
  const type = bareType(mediaType);
  return type.startsWith('text/') || TEXTS.has(type);
}

/**
 * Serves types that are not known to be harmless as bytes. An upload that calls itself text/html must not become a page of this
 * server.
 */
export const safeContentType = (mediaType: string): string => {
  const type = bareType(mediaType);
  if (type.startsWith('text/') && SHOWN_INLINE.test(type)) return `${type}; charset=utf-8`;
  return SHOWN_INLINE.test(type) || KEPT.has(type) ? type : 'application/octet-stream';
};

/** RFC 8187: everything but attr-char is percent-encoded. */
const encodeExtendedValue = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Returns an ASCII name for old clients, and the real name beside it (RFC 6266). */
export function contentDisposition(mediaType: string, name: string): string {
  const kind = SHOWN_INLINE.test(bareType(mediaType)) ? 'inline' : 'attachment';
  const wellFormed = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '_');
  const ascii = wellFormed.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  return ascii === wellFormed
    ? `${kind}; filename="${ascii}"`
    : `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeExtendedValue(wellFormed)}`;
}
