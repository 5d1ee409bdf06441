import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const BLOCK = 8;
/** Binary logarithm of the cost: 32 MiB and about a tenth of a second for each guess. */
const COST = 15;
/** A gibibyte for each guess. */
const MAX_COST = 20;
const VERSION = new RegExp(`^scrypt-(\\d{1,2})-${String(BLOCK)}-1$`);

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    // People type the same letters in different Unicode forms.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r: BLOCK, p: 1, maxmem: 256 * BLOCK * N }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Hashes the passwords of share links. */
export class SharePasswords {
  /** @param cost binary logarithm of scrypt's `N`. Specs that make hundreds of links take less */
  constructor(private readonly cost = COST) {}

  /** Returns the text to store for a password. It names the function, so that a later release can use another one. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const key = await derive(password, salt, this.cost);
    return [`scrypt-${String(this.cost)}-${String(BLOCK)}-1`, salt.toString('base64url'), key.toString('base64url')].join('$');
  }
}

/** Compares a password with a stored text. Throws for a function that this version does not support. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [version = '', salt = '', key = ''] = stored.split('$');
  const cost = Number(VERSION.exec(version)?.[1]);
  if (!(cost > 0 && cost <= MAX_COST))
    throw new Error('A share link has a password of a function that this version does not support');
  const expected = Buffer.from(key, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return expected.length === found.length && timingSafeEqual(expected, found);
}
