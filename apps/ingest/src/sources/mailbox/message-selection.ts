import type { FetchMessageObject } from 'imapflow';
import type { NameProblem } from '../../file-trees/file-names.js';
import { findAttachments, isUnusable, type Attachment, type MessagePart } from './attachments.js';
import type { MailboxSettings } from './mailbox-settings.js';

/** Decoders that exist. */
const ENCODINGS = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

/** An attachment to import, or a part that is left out with a reason. */
export type SelectedPart =
  | { readonly attachment: Attachment }
  | { readonly name: string | undefined; readonly problem: NameProblem };

export const isAttachment = (part: SelectedPart): part is { readonly attachment: Attachment } => 'attachment' in part;

/** Returns true if the message has a sender and a subject that the source asks for. */
export function isMessageWanted({ envelope }: FetchMessageObject, { isSender, isSubject }: MailboxSettings): boolean {
  const senders = envelope?.from?.map(({ address }) => address ?? '') ?? [];
  return (senders.length === 0 ? [''] : senders).some(isSender) && isSubject(envelope?.subject ?? '');
}

function findProblem(
  { name, encoding, encodedSize }: Attachment,
  { isWanted }: MailboxSettings,
  maxBytes: number,
): NameProblem | undefined {
  if (!isWanted(name))
    return {
      code: 'name-not-wanted',
      message: 'The name matches none of the file names of the source, or the type is not supported.',
    };
  if (!ENCODINGS.has(encoding)) return { code: 'not-readable', message: 'The attachment has an unknown transfer encoding.' };
  if (encodedSize === 0) return { code: 'empty', message: 'The attachment is empty.' };
  return encodedSize > maxBytes
    ? { code: 'too-large', message: `The attachment exceeds the limit of ${String(maxBytes)} bytes.` }
    : undefined;
}

/** Returns the parts of a wanted message, in their order. Pictures inside the text are left out without a word. */
export function selectParts(message: FetchMessageObject, settings: MailboxSettings, maxBytes: number): readonly SelectedPart[] {
  if (message.bodyStructure === undefined || !isMessageWanted(message, settings)) return [];
  return findAttachments(message.bodyStructure)
    .filter((part) => isUnusable(part) || settings.inlineImages || !part.isInlineImage)
    .map((part) => toSelected(part, settings, maxBytes));
}

function toSelected(part: MessagePart, settings: MailboxSettings, maxBytes: number): SelectedPart {
  if (isUnusable(part)) return { name: undefined, problem: part.problem };
  const problem = findProblem(part, settings, maxBytes);
  return problem === undefined ? { attachment: part } : { name: part.name, problem };
}

/** The keyword for one imported attachment of a message that has others. Part numbers are valid in it. */
export const partMark = ({ mark }: Pick<MailboxSettings, 'mark'>, { part }: Pick<Attachment, 'part'>): string =>
  `${mark}-${part}`;

/** Returns the keywords of the attachments, or nothing for a message with a single one, which needs none. */
export const partMarks = (settings: Pick<MailboxSettings, 'mark'>, parts: readonly SelectedPart[]): readonly string[] => {
  const attachments = parts.filter(isAttachment);
  return attachments.length === 1 ? [] : attachments.map(({ attachment }) => partMark(settings, attachment));
};

/** Servers may change the case of keywords. */
export const hasFlag = (flags: ReadonlySet<string> | undefined, flag: string): boolean =>
  [...(flags ?? [])].some((one) => one.toLowerCase() === flag.toLowerCase());
