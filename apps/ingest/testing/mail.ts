import { randomUUID } from 'node:crypto';

export interface MailPart {
  readonly type: string;
  readonly name?: string;
  readonly content: string | Buffer;
  readonly encoding?: 'base64' | 'quoted-printable' | '8bit';
  /** Further header lines. */
  readonly headers?: readonly string[];
  /** Replaces the disposition `attachment`. */
  readonly disposition?: string;
}

export interface Mail {
  readonly from?: string;
  readonly subject?: string;
  /** `false`: without Message-ID. */
  readonly messageId?: string | false;
  /** A line that the receiving server adds. `false`: without. */
  readonly received?: string | false;
  readonly date?: string;
  readonly kind?: string;
  readonly parts: readonly MailPart[];
}

const toBase64 = (content: string | Buffer): string => Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n');

export function renderPart({
  type,
  name,
  content,
  encoding = 'base64',
  headers = [],
  disposition = 'attachment',
}: MailPart): string {
  const file = name === undefined ? '' : `; filename="${name}"`;
  return [
    `Content-Type: ${type}`,
    ...(disposition === '' ? [] : [`Content-Disposition: ${disposition}${file}`]),
    `Content-Transfer-Encoding: ${encoding}`,
    ...headers,
    '',
    encoding === 'base64' ? toBase64(content) : content.toString(),
  ].join('\r\n');
}

/** Renders a message with parts, as a server would store it. */
export function renderMail(mail: Mail): string {
  const { from = 'Anna <anna@example.com>', subject = 'Papers', kind = 'mixed', date = 'Thu, 05 Feb 2026 10:00:00 +0000' } = mail;
  const { messageId = `<${randomUUID()}@example.com>`, received = `from a by b id ${randomUUID()}` } = mail;
  return [
    ...(received === false ? [] : [`Received: ${received}`]),
    ...(messageId === false ? [] : [`Message-ID: ${messageId}`]),
    `Date: ${date}`,
    `From: ${from}`,
    'To: archive@example.com',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/${kind}; boundary=limit-${kind}`,
    '',
    ...mail.parts.flatMap((part) => [`--limit-${kind}`, renderPart(part)]),
    `--limit-${kind}--`,
    '',
  ].join('\r\n');
}

export const pdf = (name: string, content: string | Buffer = 'content'): MailPart => ({ type: 'application/pdf', name, content });

export const text: MailPart = { type: 'text/plain', content: 'Hello', disposition: '', encoding: '8bit' };
