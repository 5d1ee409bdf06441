import { readFile, stat, writeFile } from 'node:fs/promises';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { documentLimits } from '../isolated/limits.js';
import { Refusal } from '../isolated/refusal.js';
import type { Work } from '../isolated/task.js';
import { textOfHtml } from '../text/html.js';
import type { Mail, MailInput } from './task.js';

async function parsed(path: string): Promise<Email> {
  const { size } = await stat(path);
  const most = documentLimits.mailBytes;
  if (size > most)
    throw new Refusal('too-large', `The message has ${String(size)} bytes; messages of at most ${String(most)} are read here`);
  try {
    return await PostalMime.parse(await readFile(path), { maxNestingDepth: documentLimits.mailDepth });
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new Refusal(
      'mail-unreadable',
      `The message cannot be read: its parts are broken, or one inside another more than ${String(documentLimits.mailDepth)} deep`,
      { cause },
    );
  }
}

/** Not in the middle of a character: half of one is none, and no database takes it. */
const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
const named = (text: string): string => cut(text, documentLimits.mailName);

/** Groups have members, and are themselves no address. */
const people = (addresses: readonly Address[] = []): Mail['to'] =>
  addresses
    .flatMap((one) => one.group ?? [one])
    .slice(0, documentLimits.mailRecipients)
    .map(({ name, address }) => ({
      ...(name === '' ? {} : { name: named(name) }),
      ...(address === '' ? {} : { address: named(address) }),
    }));

const instantOf = (date: string | undefined): string | undefined => {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

function attachmentsOf({ attachments }: Email): Mail['attachments'] {
  if (attachments.length > documentLimits.mailAttachments)
    throw new Refusal('too-many-attachments', `The message has more than ${String(documentLimits.mailAttachments)} attachments`);
  return attachments.map(({ filename, mimeType, content }) => ({
    name: named(filename ?? 'without a name'),
    mediaType: named(mimeType),
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  }));
}

export const readMail: Work<MailInput, object> = async ({ path, output }) => {
  const email = await parsed(path);
  const plain = email.text?.trim() ?? '';
  const text = plain === '' && email.html !== undefined ? textOfHtml(email.html) : plain;
  const [from] = people(email.from === undefined ? [] : [email.from]);
  const date = instantOf(email.date);
  const mail: Mail = {
    ...(email.subject === undefined ? {} : { subject: cut(email.subject, documentLimits.mailSubject) }),
    ...(from === undefined ? {} : { from }),
    to: people(email.to),
    ...(date === undefined ? {} : { date }),
    text: cut(text, documentLimits.characters),
    attachments: attachmentsOf(email),
  };
  await writeFile(output, JSON.stringify(mail));
  return {};
};
