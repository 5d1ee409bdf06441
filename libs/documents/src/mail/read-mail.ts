import { readFile, stat, writeFile } from 'node:fs/promises';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { documentLimits } from '../isolated/limits.js';
import { Refusal } from '../isolated/refusal.js';
import type { TaskHandler } from '../isolated/task.js';
import { extractHtmlText } from '../text/html.js';
import type { Mail, MailInput } from './task.js';

async function parseEmail(path: string): Promise<Email> {
  const { size } = await stat(path);
  const most = documentLimits.mailBytes;
  if (size > most) throw new Refusal('too-large', `The message has ${String(size)} bytes; the limit is ${String(most)}`);
  try {
    return await PostalMime.parse(await readFile(path), { maxNestingDepth: documentLimits.mailDepth });
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new Refusal(
      'mail-unreadable',
      `The message cannot be read: its parts are broken, or nested more than ${String(documentLimits.mailDepth)} levels deep`,
      { cause },
    );
  }
}

/** Never cuts within a character: no database accepts half a surrogate pair. */
const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
const shortenName = (text: string): string => cut(text, documentLimits.mailName);

/** A group has members but no address of its own. */
const toPeople = (addresses: readonly Address[] = []): Mail['to'] =>
  addresses
    .flatMap((one) => one.group ?? [one])
    .slice(0, documentLimits.mailRecipients)
    .map(({ name, address }) => ({
      ...(name === '' ? {} : { name: shortenName(name) }),
      ...(address === '' ? {} : { address: shortenName(address) }),
    }));

const instantOf = (date: string | undefined): string | undefined => {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

function attachmentsOf({ attachments }: Email): Mail['attachments'] {
  if (attachments.length > documentLimits.mailAttachments)
    throw new Refusal('too-many-attachments', `The message has more than ${String(documentLimits.mailAttachments)} attachments`);
  return attachments.map(({ filename, mimeType, content }) => ({
    name: shortenName(filename ?? 'without a name'),
    mediaType: shortenName(mimeType),
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  }));
}

/** Returns a message. Only for the child process. */
export async function readMessage(path: string, mostCharacters: number = documentLimits.characters): Promise<Mail> {
  const email = await parseEmail(path);
  const plain = email.text?.trim() ?? '';
  const text = plain === '' && email.html !== undefined ? extractHtmlText(email.html) : plain;
  const [from] = toPeople(email.from === undefined ? [] : [email.from]);
  const date = instantOf(email.date);
  return {
    ...(email.subject === undefined ? {} : { subject: cut(email.subject, documentLimits.mailSubject) }),
    ...(from === undefined ? {} : { from }),
    to: toPeople(email.to),
    ...(date === undefined ? {} : { date }),
    text: cut(text, mostCharacters),
    attachments: attachmentsOf(email),
  };
}

export const readMail: TaskHandler<MailInput, object> = async ({ path, output }) => {
  await writeFile(output, JSON.stringify(await readMessage(path)));
  return {};
};
