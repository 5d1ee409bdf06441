import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
}

export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
}

/** Deviations of a faulty or hostile authenticator or page. */
export interface Deviations {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userHandle?: string | undefined;
  readonly counter?: number;
  readonly isUserVerified?: boolean;
  readonly type?: string;
}

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  return size < 256 ? Buffer.from([(major << 5) | 24, size]) : Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
}

/** Encodes CBOR (RFC 8949), as far as WebAuthn needs it here. */
function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const map = value;
  return Buffer.concat([head(5, map.size), ...[...map].flatMap(([key, one]) => [encodeCbor(key), encodeCbor(one)])]);
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url');

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };
const COSE = { type: 1, algorithm: 3, curve: -1, x: -2, y: -3 };

/** An authenticator with one ES256 key, which answers as a browser passes it on. */
export class SoftwareAuthenticator {
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;
  readonly #credentialId = randomBytes(32);
  #userHandle = '';
  counter = 0;

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    this.#publicKey = encodeCbor(
      new Map<number, Cbor>([
        [COSE.type, 2],
        [COSE.algorithm, -7],
        [COSE.curve, 1],
        [COSE.x, Buffer.from(x, 'base64url')],
        [COSE.y, Buffer.from(y, 'base64url')],
      ]),
    );
  }

  create({ challenge, rp, user }: CreationOptions, deviations: Deviations = {}): object {
    this.#userHandle = user.id;
    const length = Buffer.from([0, this.#credentialId.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#credentialId, this.#publicKey]);
    const authData = this.#authData(rp.id, attested, deviations);
    const attestationObject = encodeCbor(
      new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    const clientDataJSON = base64url(this.#clientData('webauthn.create', challenge, deviations));
    return this.#answer({ attestationObject: base64url(attestationObject), clientDataJSON, transports: ['internal'] });
  }

  get({ challenge, rpId }: RequestOptions, deviations: Deviations = {}): object {
    this.counter = deviations.counter ?? this.counter + 1;
    const authenticatorData = this.#authData(rpId, Buffer.alloc(0), deviations);
    const clientData = this.#clientData('webauthn.get', challenge, deviations);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.#key);
    return this.#answer({
      authenticatorData: base64url(authenticatorData),
      clientDataJSON: base64url(clientData),
      signature: base64url(signature),
      userHandle: 'userHandle' in deviations ? deviations.userHandle : this.#userHandle,
    });
  }

  #answer(response: object): object {
    const id = base64url(this.#credentialId);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string, deviations: Deviations): string {
    const { origin = this.origin } = deviations;
    return JSON.stringify({
      type: deviations.type ?? type,
      challenge: deviations.challenge ?? challenge,
      origin,
      crossOrigin: false,
    });
  }

  #authData(rpId: string, attested: Buffer, { rpId: other = rpId, isUserVerified = true }: Deviations): Buffer {
    const flags = FLAGS.present | (isUserVerified ? FLAGS.verified : 0) | (attested.length > 0 ? FLAGS.attested : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(other), Buffer.from([flags]), counter, attested]);
  }
}
