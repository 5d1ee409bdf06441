import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { documentLimits } from '../isolated/limits.js';
import { mail, type MailFixture } from '../testing/mails.js';
import { parseMail } from './mail.js';
import { readMail, readMessage } from './read-mail.js';
import type { Mail } from './task.js';

describe('readMail', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-mail-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const read = async (bytes: Buffer): Promise<Mail> => {
    const [path, output] = [join(dir, 'in.eml'), join(dir, 'out.json')];
    await writeFile(path, bytes);
    await readMail({ path, output }, () => undefined);
    const found = parseMail(await readFile(output, 'utf8'));
    if (found === undefined) throw new Error('not a message');
    return found;
  };
  const letter: MailFixture = {
    subject: 'Bricks',
    from: 'Ann <ann@example.org>',
    date: 'Fri, 1 Mar 2024 10:00:00 +0000',
    body: 'Hello',
  };

  it('reads sender, recipients, date, text and attachments', async () => {
    const attachments = [{ name: 'a.txt', type: 'text/x-note', content: 'abc' }];
    expect(await read(mail({ ...letter, attachments }))).toEqual({
      subject: 'Bricks',
      from: { name: 'Ann', address: 'ann@example.org' },
      to: [{ address: 'office@example.org' }],
      date: '2024-03-01T10:00:00.000Z',
      text: 'Hello',
      attachments: [{ name: 'a.txt', mediaType: 'text/x-note', size: 3 }],
    });
  });

  it('limits the text like that of any document', async () => {
    // Reading 20 million characters takes seconds.
    const most = testDepth.isFull ? documentLimits.characters : 200_000;
    const line = `${'x'.repeat(99_998)}\r\n`;
    const path = join(dir, 'long.eml');
    await writeFile(path, `From: ann@example.org\r\nSubject: long\r\n\r\n${line.repeat(most / line.length + 1)}`);
    const { text } = await (testDepth.isFull ? readMessage(path) : readMessage(path, most));
    expect(text).toHaveLength(most);
  });

  it('shortens headers, and never within a character', async () => {
    const [subject, name] = ['x'.repeat(documentLimits.mailSubject - 1), 'n'.repeat(documentLimits.mailName)];
    const attachments = [{ name: `${name}.txt`, type: 'text/x-note', content: '' }];
    const from = `${name}${name} <${name}@example.org>`;
    const found = await read(mail({ ...letter, subject: `${subject}\u{1f600} and more`, from, attachments }));
    expect(found).toMatchObject({ subject, from: { name, address: name }, attachments: [{ name }] });
  });

  it('limits the list of recipients', async () => {
    const many = Array.from({ length: documentLimits.mailRecipients + 1 }, (_, index) => `p${String(index)}@example.org`);
    const { to } = await read(Buffer.from(`From: ann@example.org\r\nTo: ${many.join(',\r\n ')}\r\nSubject: all\r\n\r\nHello`));
    expect(to).toHaveLength(documentLimits.mailRecipients);
  });
});
