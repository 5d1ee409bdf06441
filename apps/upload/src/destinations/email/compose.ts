import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile, DeliveryRequest, TransferHooks } from '../../kit/destination.js';
import { estimateSize, type MailAttachment, type MailMessage } from '@throughline/mail';
import { chooseTitle } from '../../kit/item-folders.js';

/** The largest message that most servers take. Bytes, after base64. */
const MAX_BYTES = 25_000_000;

/** Returns the address of the item on the page. */
export const linkTo = (publicUrl: string, { assetId, filedIn }: DeliveryRequest): string =>
  `${publicUrl}/${filedIn === undefined ? 'recordings' : 'documents'}/${encodeURIComponent(assetId)}`;

async function* readFile(
  file: DeliveryFile,
  { signal }: TransferHooks,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const source = new SourceBytes([file], signal);
  try {
    for await (const bytes of source.piecesTo(file.size)) {
      yield bytes;
      onBytes(bytes.length);
    }
    await source.end();
  } finally {
    await source.close();
  }
}

const attach = (file: DeliveryFile, hooks: TransferHooks, onBytes: (bytes: number) => void): MailAttachment => ({
  name: file.name,
  mediaType: file.mediaType,
  size: file.size,
  read: () => readFile(file, hooks, onBytes),
});

export interface MailParts {
  readonly to: readonly string[];
  /** The address of the item, if the message has one. */
  readonly link: string | undefined;
  readonly hasAttachments: boolean;
}

/** Composes the message of a delivery. Its id is equal in each attempt, so that receivers can drop a copy. */
export function composeDelivery(
  request: DeliveryRequest,
  { to, link, hasAttachments }: MailParts,
  hooks: TransferHooks,
): MailMessage {
  const title = chooseTitle(request);
  let sent = 0;
  const onBytes = (bytes: number): void => {
    sent += bytes;
    hooks.onProgress(sent);
  };
  const names = request.files.map(({ name }) => `- ${name}`).join('\n');
  const text = [title, names, link ?? ''].filter((part) => part !== '').join('\n\n');
  return {
    id: `throughline-${request.key.slice(0, 40)}`,
    to,
    subject: title === '' ? 'A delivery of Throughline' : title,
    text: `${text}\n`,
    date: new Date(),
    attachments: hasAttachments ? request.files.map((file) => attach(file, hooks, onBytes)) : [],
  };
}

export const fitsIntoMail = (message: MailMessage): boolean => estimateSize(message) <= MAX_BYTES;
