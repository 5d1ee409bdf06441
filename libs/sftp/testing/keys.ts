import ssh2 from 'ssh2';
import { fingerprintOf } from '#src/connect.js';

/** Returns a new pair of keys. One in 128 Ed25519 pairs of ssh2 1.17.0 is unusable, because it removes leading zeros. */
export const makeKeys = (): { readonly private: string; readonly public: string } =>
  ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });

export function fingerprintOfText(publicKey: string): string {
  const key = ssh2.utils.parseKey(publicKey);
  if (key instanceof Error) throw key;
  return fingerprintOf(key.getPublicSSH());
}
