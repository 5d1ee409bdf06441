import { createHash } from 'node:crypto';
import { PermanentError } from '@throughline/contracts';
import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import type { Attachment } from './attachments.js';

/** The data of each message that a listing and a search read. It includes no content, and reading it marks nothing as seen. */
export const MESSAGE_QUERY = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  envelope: true,
  bodyStructure: true,
  headers: ['Message-ID', 'Received', 'Date', 'From', 'Subject'],
} satisfies FetchQueryObject;

/** The mail folder for messages that can be told apart only by their number. */
export interface FolderState {
  readonly path: string;
  readonly uidValidity: bigint;
}

/** A message that was read with `MESSAGE_QUERY`, and that can be identified. */
export interface ListedMessage {
  readonly uid: number;
  /** Bytes of the whole message. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly received: number;
  /** SHA-256 of what identifies the message, wherever it is. */
  readonly fingerprint: string;
  readonly flags: ReadonlySet<string>;
}

const IDENTIFYING = /^(?:message-id|received):/im;

/**
 * Reads what identifies a message. The Message-ID alone does not: its sender chooses it, so a hostile message could pass for one
 * that is known, and then never arrive. The lines `Received` contain those of our own servers (RFC 5321 section 4.4), whose times
 * and queue ids no sender can repeat. All of this stays the same when a message is moved or its folder gets another UIDVALIDITY
 * (RFC 9051 section 6.4.7 preserves the internal date). A message with neither header is identified by its place and number.
 */
export function identifyMessage(message: FetchMessageObject, folder: FolderState): ListedMessage | undefined {
  const { uid, size, internalDate, headers, flags } = message;
  if (size === undefined || !(internalDate instanceof Date) || headers === undefined) return undefined;
  const received = Math.floor(internalDate.getTime() / 1_000);
  const hash = createHash('sha256')
    .update(`${String(received)}:${String(size)}\n`)
    .update(headers);
  if (!IDENTIFYING.test(headers.toString('latin1'))) hash.update(`\n${String(folder.uidValidity)}:${String(uid)} ${folder.path}`);
  return { uid, size, received, fingerprint: hash.digest('hex'), flags: flags ?? new Set() };
}

/** One attachment of one message. Time and size find the message again, wherever it is in the folder. */
export interface AttachmentId {
  readonly received: number;
  readonly size: number;
  readonly part: string;
  readonly encodedSize: number;
  readonly encoding: string;
  readonly fingerprint: string;
}

export const toAttachmentId = (
  { received, size, fingerprint }: ListedMessage,
  { part, encodedSize, encoding }: Attachment,
): AttachmentId => ({ received, size, part, encodedSize, encoding, fingerprint });

export const toExternalId = ({ received, size, part, encodedSize, encoding, fingerprint }: AttachmentId): string =>
  `${String(received)}:${String(size)}/${part}:${String(encodedSize)}:${encoding}/${fingerprint}`;

const ID =
  /^(?<received>\d{1,12}):(?<size>\d{1,15})\/(?<part>\d{1,5}(?:\.\d{1,5}){0,30}):(?<encoded>\d{1,15}):(?<encoding>[a-z0-9-]{1,30})\/(?<fingerprint>[0-9a-f]{64})$/;

/** Reads an id that a listing has returned. */
export function parseExternalId(id: string): AttachmentId {
  const { received, size, part, encoded, encoding, fingerprint } = ID.exec(id)?.groups ?? {};
  if (part === undefined || encoding === undefined || fingerprint === undefined)
    throw new PermanentError('source-item-invalid', 'The id of the item is not that of an attachment');
  return { received: Number(received), size: Number(size), part, encodedSize: Number(encoded), encoding, fingerprint };
}
