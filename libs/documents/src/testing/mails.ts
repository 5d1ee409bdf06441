export interface MailFixture {
  readonly subject: string;
  readonly from: string;
  readonly date: string;
  readonly body: string;
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly content: Buffer | string }[];
}

const wrapped = (base64: string): string => (base64.match(/.{1,76}/g) ?? []).join('\r\n');
const encodedWord = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

export function mail({ subject, from, date, body, attachments = [] }: MailFixture): Buffer {
  const text = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    wrapped(Buffer.from(body).toString('base64')),
  ];
  const parts = attachments.map(({ name, type, content }) => [
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    wrapped(Buffer.from(content).toString('base64')),
  ]);
  const lines = [
    `From: ${from}`,
    'To: office@example.org',
    `Subject: ${encodedWord(subject)}`,
    `Date: ${date}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...[text, ...parts].flatMap((part) => ['--b', ...part]),
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

export function nestedMail(depth: number): Buffer {
  const opened = Array.from({ length: depth }, (_, level) => [
    `Content-Type: multipart/mixed; boundary=b${String(level)}`,
    '',
    `--b${String(level)}`,
  ]);
  const closed = Array.from({ length: depth }, (_, level) => `--b${String(depth - 1 - level)}--`);
  const lines = [
    'From: a@example.org',
    'Subject: deep',
    'MIME-Version: 1.0',
    ...opened.flat(),
    'Content-Type: text/plain',
    '',
    'at the bottom',
    ...closed,
  ];
  return Buffer.from(lines.join('\r\n'));
}
