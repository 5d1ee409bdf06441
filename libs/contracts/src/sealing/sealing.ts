import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UndecodableError } from '../errors/errors.js';

/** The length of an asset's data key in bytes (AES-256-GCM, NIST SP 800-38D). */
export const DATA_KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const newDataKey = (): Uint8Array => randomBytes(DATA_KEY_BYTES);

/**
 * Seals text under a key. `context` is authenticated but not stored: a sealed part that is moved to another asset, commit or
 * event cannot be opened.
 */
export function seal(key: Uint8Array, context: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Opens the result of {@link seal}. Throws if the key, the context or a byte differs. */
export function open(key: Uint8Array, context: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  } catch (cause) {
    throw new UndecodableError('A sealed part does not open: its key, place or bytes were changed', { cause });
  }
}
