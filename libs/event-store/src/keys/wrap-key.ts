import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UndecodableError } from '@throughline/contracts';

/** AES-256-GCM. */
export const MASTER_KEY_BYTES = 32;
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a data key for storage, bound to its asset's id. */
export function wrapKey(masterKey: Uint8Array, assetId: string, dataKey: Uint8Array): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv).setAAD(Buffer.from(assetId));
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
}

export function unwrapKey(masterKey: Uint8Array, assetId: string, wrapped: Uint8Array): Uint8Array {
  try {
    if (wrapped[0] !== VERSION) throw new RangeError(`version ${String(wrapped[0])}`);
    const iv = wrapped.subarray(1, 1 + IV_BYTES);
    const tag = wrapped.subarray(wrapped.length - TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', masterKey, iv).setAAD(Buffer.from(assetId)).setAuthTag(tag);
    return Buffer.concat([decipher.update(wrapped.subarray(1 + IV_BYTES, wrapped.length - TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new UndecodableError(`The data key of asset ${assetId} is damaged`, {
      cause,
    });
  }
}
