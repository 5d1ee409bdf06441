import { PermanentError, SOURCE_LIMITS, type SourceEntry, type SourcePage } from '@throughline/contracts';
import type { FetchMessageObject } from 'imapflow';
import { showName } from '../../file-trees/file-names.js';
import type { ListingRequest, SourceLister, SourceProbe } from '../../kit/source-lister.js';
import { showText } from './attachment-names.js';
import type { Attachment } from './attachments.js';
import {
  identifyMessage,
  parseExternalId,
  toAttachmentId,
  toExternalId,
  type FolderState,
  type ListedMessage,
} from './mail-ids.js';
import { withMailFolder, type MailFolder } from './mail-session.js';
import type { MailboxSettings } from './mailbox-settings.js';
import { hasFlag, isAttachment, partMark, partMarks, selectParts, type SelectedPart } from './message-selection.js';
import { openAttachment } from './open-attachment.js';
import { readMessages, searchDays, searchMessages, type ReadMessage } from './read-messages.js';
import { requireChangeable, retireMessage } from './retire-message.js';
import type { Turns } from './turns.js';

/** A page ends after this many messages or milliseconds, so that a large folder without attachments is read in several pages. */
const PAGE = { messages: 400, ms: 8_000 };
const RETIRE_MS = 18_000;

/** A listing goes on with this message, after some of its entries. */
interface Cursor {
  readonly uid: number;
  readonly skip: number;
}

const renderCursor = (uidValidity: bigint, { uid, skip }: Cursor): string =>
  `${String(uidValidity)}:${String(uid)}:${String(skip)}`;

/** If the folder was replaced, its numbers mean other messages, and the listing starts again. */
function parseCursor(cursor: string | undefined, uidValidity: bigint): Cursor {
  const [validity, uid, skip] = (/^(\d{1,20}):(\d{1,10}):(\d{1,4})$/.exec(cursor ?? '') ?? []).slice(1);
  return validity === String(uidValidity) ? { uid: Number(uid), skip: Number(skip) } : { uid: 1, skip: 0 };
}

/** The size after the decoding. Base64 has lines of 76 characters and a line end (RFC 2045 section 6.8). */
const estimateSize = ({ encoding, encodedSize }: Attachment): number =>
  encoding === 'base64' ? Math.floor((encodedSize * 57) / 78) : encodedSize;

const isWithin = (received: FetchMessageObject['internalDate'], { from, to }: ListingRequest): boolean =>
  received instanceof Date &&
  (from === undefined || received.getTime() >= Date.parse(from)) &&
  (to === undefined || received.getTime() <= Date.parse(to));

const UNREADABLE: SourceEntry = {
  kind: 'ignored',
  name: 'Message',
  code: 'not-readable',
  message:
    'The headers or the structure of the message are too large or invalid, or the mail server does not send them, so its attachments are left out.',
};

/** The attachments of the messages in one mail folder. */
export class MailboxLister implements SourceLister {
  readonly retire?: NonNullable<SourceLister['retire']>;

  constructor(
    private readonly settings: MailboxSettings,
    private readonly limits: { readonly maxBytes: number; readonly pageMs?: number | undefined },
    turns: Turns,
  ) {
    const { after } = settings;
    const { maxBytes } = limits;
    // Two processes of a server can both move a message, which leaves two copies.
    if (after !== 'leave')
      this.retire = (externalId, signal) => {
        const id = parseExternalId(externalId);
        const limit = (): AbortSignal =>
          AbortSignal.any([AbortSignal.timeout(RETIRE_MS), ...(signal === undefined ? [] : [signal])]);
        return turns.take(this.place, () => retireMessage(settings, { id, maxBytes, signal: limit() }));
      };
  }

  /** Before the first sign-in to an own mailbox, it names the credential. */
  get place(): string {
    return this.settings.account.place;
  }

  probes(): readonly SourceProbe[] {
    const { after } = this.settings;
    const read = {
      name: 'read',
      confirms: 'The mail folder can be read.',
      run: (signal: AbortSignal) => this.#check(true, signal),
    };
    const write = {
      name: 'write',
      confirms: 'Imported messages can be moved or marked.',
      run: (signal: AbortSignal) => this.#check(false, signal),
    };
    return after === 'leave' ? [read] : [read, write];
  }

  list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const late = AbortSignal.timeout(this.limits.pageMs ?? PAGE.ms);
    return withMailFolder(this.#folder(true), signal, async (session) => {
      const mailbox = await session.mailbox();
      const from = parseCursor(request.cursor, mailbox.uidValidity);
      const found = await searchMessages(session, this.#conditions(request, from));
      const uids = found.filter((uid) => uid >= from.uid);
      const entries: SourceEntry[] = [];
      let done = 0;
      for await (const { messages, last } of readMessages(session, uids.slice(0, PAGE.messages))) {
        for (const [next, entry] of this.#entriesOf(messages, from, { mailbox, request })) {
          entries.push(entry);
          if (entries.length === request.limit) return this.#page(entries, mailbox, next);
        }
        done = last;
        // Something is always read, so that each page gets further.
        if (late.aborted) break;
      }
      const uid = uids.find((one) => one > done);
      return this.#page(entries, mailbox, uid === undefined ? undefined : { uid, skip: 0 });
    });
  }

  readonly open: NonNullable<SourceLister['open']> = (externalId, signal) =>
    openAttachment(this.#folder(true), parseExternalId(externalId), { signal });

  #folder(readOnly: boolean): MailFolder {
    const { account, folder } = this.settings;
    return { account, folder, readOnly };
  }

  #check(readOnly: boolean, signal: AbortSignal): Promise<void> {
    return withMailFolder(this.#folder(readOnly), signal, async (session) => {
      const [client, mailbox] = [await session.client(), await session.mailbox()];
      if (!readOnly) requireChangeable(client, mailbox, this.settings.after);
    });
  }

  #conditions({ from, to }: ListingRequest, { uid }: Cursor): Parameters<typeof searchMessages>[1] {
    return {
      uid: `${String(uid)}:*`,
      deleted: false,
      ...searchDays(from === undefined ? undefined : Date.parse(from), to === undefined ? undefined : Date.parse(to)),
      ...(this.settings.after === 'mark' ? { unKeyword: this.settings.mark } : {}),
    };
  }

  #page(entries: SourceEntry[], { uidValidity }: FolderState, next: Cursor | undefined): SourcePage {
    const { place } = this;
    return next === undefined ? { place, entries } : { place, entries, next_cursor: renderCursor(uidValidity, next) };
  }

  /** Yields the entries after the cursor, each with the cursor after it. */
  *#entriesOf(
    batch: readonly ReadMessage[],
    from: Cursor,
    { mailbox, request }: { readonly mailbox: FolderState; readonly request: ListingRequest },
  ): Generator<readonly [Cursor, SourceEntry]> {
    for (const { uid, message } of batch) {
      const skip = uid === from.uid ? from.skip : 0;
      const all = message === undefined ? [UNREADABLE] : this.#toEntries(message, mailbox, request);
      for (const [index, entry] of all.entries())
        if (entry !== undefined && index >= skip) yield [{ uid, skip: index + 1 }, entry];
    }
  }

  /** Returns one entry for each part, or `undefined` for an attachment that needs nothing any more. */
  #toEntries(message: FetchMessageObject, folder: FolderState, request: ListingRequest): readonly (SourceEntry | undefined)[] {
    const parts = selectParts(message, this.settings, this.limits.maxBytes);
    const listed = identifyMessage(message, folder);
    if (listed === undefined) return parts.length === 0 ? [] : [UNREADABLE];
    if (!isWithin(message.internalDate, request)) return [];
    const isDone = this.#findDone(listed, parts);
    const name = showText(message.envelope?.subject ?? '');
    return parts.map((part) => {
      if (!isAttachment(part)) return { kind: 'ignored', name: part.name ?? name, ...part.problem };
      return isDone(part.attachment) ? undefined : this.#toItem(listed, part.attachment);
    });
  }

  /** If all attachments are marked, but the message is not yet moved or marked, they are listed, so that this is done. */
  #findDone({ flags }: ListedMessage, parts: readonly SelectedPart[]): (attachment: Attachment) => boolean {
    const { settings } = this;
    if (settings.after === 'leave' || partMarks(settings, parts).every((mark) => hasFlag(flags, mark))) return () => false;
    return (attachment) => hasFlag(flags, partMark(settings, attachment));
  }

  #toItem(listed: ListedMessage, attachment: Attachment): SourceEntry {
    const external_id = toExternalId(toAttachmentId(listed, attachment));
    if (external_id.length > SOURCE_LIMITS.externalId)
      throw new PermanentError('source-item-invalid', 'The id of the item is too long');
    return {
      kind: 'item',
      external_id,
      name: showName(attachment.name, SOURCE_LIMITS.name),
      file_name: showName(attachment.name, 255),
      size: estimateSize(attachment),
      recorded_at: new Date(listed.received * 1_000).toISOString(),
      retires: this.settings.after !== 'leave',
    };
  }
}
