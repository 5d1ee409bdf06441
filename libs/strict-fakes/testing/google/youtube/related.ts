import { invalid, parseJsonBody } from '../refusals.js';

interface RelatedBody {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Buffer;
}

/** Parses the two parts of an upload of type `multipart` (RFC 2387): JSON, and the content. */
export function parseRelated(contentType: string | undefined, body: Buffer): RelatedBody {
  const boundary = /^multipart\/related;\s*boundary="?([\w-]{1,70})"?$/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) throw invalid('Content-Type must be multipart/related with a boundary');
  // `latin1` keeps one character for each byte.
  const [before, first, second, after, ...more] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`);
  if (before !== '' || first === undefined || second === undefined || more.length > 0 || !/^--(\r\n)?$/.test(after ?? ''))
    throw invalid('Malformed multipart body');
  const metadata = splitPart(first);
  return {
    metadata: parseJsonBody(metadata.type, metadata.content),
    content: splitPart(second).content,
  };
}

function splitPart(part: string): { readonly type: string | undefined; readonly content: Buffer } {
  const blank = part.indexOf('\r\n\r\n');
  const type = /^content-type:\s*(.+)$/im.exec(part.slice(0, Math.max(0, blank)))?.[1]?.trim();
  if (blank < 0 || type === undefined) throw invalid('A part has no Content-Type');
  return { type, content: Buffer.from(part.slice(blank + 4), 'latin1') };
}
