import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import type { MailConnection } from './connections.js';
import { domainOf } from './addresses.js';

export interface MailAttachment {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** An error ends the message before the server can accept it. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

export interface MailMessage {
  /** The left part of the Message-ID. Equal for each attempt to send the same message. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Additional headers, such as `List-Unsubscribe` (RFC 8058). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
  readonly date: Date;
}

const DEFAULT_NAME = 'Throughline';
const MAX_SUBJECT = 250;
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(?:; charset=[\w-]+)?$/;
/** Line breaks in headers would start other headers. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const toLine = (text: string): string => text.replaceAll(UNSAFE, ' ').trim();

/** Returns the size of an attachment in base64 with line breaks (RFC 2045 section 6.8). Bytes. */
export const sizeAsAttachment = (bytes: number): number => {
  const encoded = Math.ceil(bytes / 3) * 4;
  return encoded + Math.ceil(encoded / 76) * 2;
};

/** Headers, texts and boundaries, at most. Bytes. */
const AROUND_BYTES = 8_192;

export const estimateSize = ({ text, html = '', attachments = [] }: MailMessage): number =>
  AROUND_BYTES +
  Buffer.byteLength(text) * 3 +
  Buffer.byteLength(html) * 3 +
  attachments.reduce((sum, { size }) => sum + sizeAsAttachment(size) + 1_024, 0);

/** Composes a message (RFC 5322). It is not read before its stream is. */
export function composeMessage(message: MailMessage, { from, name = DEFAULT_NAME }: MailConnection): MimeNode {
  const { id, to, subject, text, html, headers = {}, attachments = [], date } = message;
  return new MailComposer({
    from: { name: toLine(name), address: from },
    to: [...to],
    subject: Array.from(toLine(subject)).slice(0, MAX_SUBJECT).join(''),
    text,
    ...(html === undefined ? {} : { html }),
    date,
    messageId: `<${id.replaceAll(/[^\w.-]/g, '')}@${domainOf(from)}>`,
    headers: {
      // Keeps automatic replies away (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...Object.fromEntries(Object.entries(headers).map(([key, value]) => [toLine(key), toLine(value)])),
    },
    attachments: attachments.map((file) => ({
      filename: toLine(file.name),
      contentType: MEDIA_TYPE.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
      content: Readable.from(file.read(), { objectMode: false }),
    })),
    // Nothing of a message is ever a path or an address to load.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}
