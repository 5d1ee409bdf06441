import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export const LINK_PURPOSES = ['confirm', 'unsubscribe'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];
const KEY_BYTES = 32;

/** Links of mails, which work without a sign-in. Each is valid for one address of one library, as long as it is the present one. */
export class NoticeLinks {
  readonly #key: Uint8Array;

  constructor(
    masterKey: Uint8Array,
    /** The public address of the server. */
    private readonly origin: string,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline notice links', KEY_BYTES));
  }

  make(purpose: LinkPurpose, libraryId: string, email: string): string {
    return `${this.origin}/api/v1/notices/${purpose}/${libraryId}/${this.#sign(purpose, libraryId, email)}`;
  }

  isValid(purpose: LinkPurpose, { libraryId, email }: { libraryId: string; email: string }, signature: string): boolean {
    const [received, expected] = [Buffer.from(signature), Buffer.from(this.#sign(purpose, libraryId, email))];
    return received.length === expected.length && timingSafeEqual(received, expected);
  }

  #sign(purpose: LinkPurpose, libraryId: string, email: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([purpose, libraryId, email]))
      .digest('base64url');
  }
}
