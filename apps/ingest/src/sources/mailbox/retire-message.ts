import { PermanentError, RetryableError, type SourceRetired } from '@throughline/contracts';
import type { ImapFlow, MailboxObject } from 'imapflow';
import type { AttachmentId } from './mail-ids.js';
import type { MailboxSettings } from './mailbox-settings.js';
import { pathOf, withMailFolder, type MailSession } from './mail-session.js';
import { hasFlag, partMark, partMarks, selectParts } from './message-selection.js';
import { findMessage, type FoundMessage } from './read-messages.js';

const notPermitted = (why: string): PermanentError => new PermanentError('source-not-permitted', why);

/** Throws if the mail folder cannot be changed as the source is set up. */
export function requireChangeable({ capabilities }: ImapFlow, mailbox: MailboxObject, after: MailboxSettings['after']): void {
  if (mailbox.readOnly === true) throw notPermitted('The mail folder is read-only for the user of the mailbox');
  if (after === 'mark' && !keepsKeywords(mailbox))
    throw notPermitted('The mail server stores no keywords, so messages cannot be marked. Choose to move or to leave them');
  // Without both, other messages that are marked as deleted would be removed too.
  if (after === 'move' && !capabilities.has('MOVE') && !capabilities.has('UIDPLUS'))
    throw notPermitted('The mail server cannot move single messages. Choose to mark or to leave them');
}

/** The server lists `\*` if it accepts new keywords (RFC 9051 section 7.1). */
const keepsKeywords = ({ permanentFlags }: MailboxObject): boolean => permanentFlags?.has('\\*') ?? false;

/**
 * Moves or marks the message of an imported attachment. A message with several attachments stays until each of them is imported:
 * keywords of the message remember them, because several processes may serve the requests.
 */
export function retireMessage(
  settings: MailboxSettings,
  { id, maxBytes, signal }: { readonly id: AttachmentId; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<SourceRetired> {
  const { account, folder } = settings;
  return withMailFolder({ account, folder, readOnly: false }, signal, async (session) => {
    const found = await findMessage(session, id);
    if (found === undefined || hasFlag(found.listed.flags, settings.mark)) return { state: 'gone' };
    requireChangeable(await session.client(), await session.mailbox(), settings.after);
    const marks = partMarks(settings, selectParts(found.message, settings, maxBytes));
    const mark = partMark(settings, id);
    if (marks.length > 0 && !(await addPartMark(session, found, { mark, marks }))) return { state: 'retired' };
    await retireWhole(session, found, settings);
    return { state: 'retired' };
  });
}

/** Returns true if all attachments of the message are imported. */
async function addPartMark(
  session: MailSession,
  { listed: { uid } }: FoundMessage,
  { mark, marks }: { readonly mark: string; readonly marks: readonly string[] },
): Promise<boolean> {
  if (!keepsKeywords(await session.mailbox()))
    throw notPermitted(
      'The message has several attachments, and the mail server stores no keywords that would tell which are imported',
    );
  const client = await session.client();
  await client.messageFlagsAdd(String(uid), [mark], { uid: true });
  const now = await client.fetchOne(String(uid), { flags: true }, { uid: true });
  return now !== false && marks.every((one) => hasFlag(now.flags, one));
}

async function retireWhole(session: MailSession, { listed: { uid } }: FoundMessage, settings: MailboxSettings): Promise<void> {
  const client = await session.client();
  if (settings.after === 'mark') {
    if (!(await client.messageFlagsAdd(String(uid), [settings.mark], { uid: true })))
      throw new RetryableError('source-error', 'The mail server did not mark the message');
    return;
  }
  const target = pathOf(client, settings.movedTo);
  const exists = await client.status(target, { uidNext: true }).catch(() => false);
  if (exists === false) await client.mailboxCreate(target).catch(() => undefined);
  if (!(await client.messageMove(String(uid), target, { uid: true })))
    throw new RetryableError(
      'source-error',
      'The mail server did not move the message. Check that the mail folder for it exists',
    );
}
