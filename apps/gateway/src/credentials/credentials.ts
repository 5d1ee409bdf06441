import { createHmac } from 'node:crypto';
import { newId, open, seal, type OutputConfig } from '@throughline/contracts';
import { keyFor, type OAuthClient, type Secret } from '@throughline/credentials';
import type { ChannelStore } from '../channels/channel-store.js';
import { Problem, invalid, notFound } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import { credentialItem, outputsWith, type CredentialItem } from './credential-item.js';
import type { Credential, CredentialType } from './credential.js';
import type { CredentialStore } from './credential-store.js';
import type { ChangeCredential, CreateCredential } from './credentials.dto.js';
import type { SecretDesk } from './provider.js';
import { secretFieldsOf } from './secret-fields.js';

export interface CredentialsParts {
  readonly store: CredentialStore;
  readonly desk: SecretDesk;
  readonly channels: Pick<ChannelStore, 'list'>;
  readonly outputs: readonly OutputConfig[];
  readonly masterKey: Uint8Array;
}

const PURPOSE = 'gateway/credentials';

/** The credentials of a library. Secrets go in and do not come out. */
export class Credentials {
  readonly #key: Uint8Array;

  constructor(private readonly parts: CredentialsParts) {
    this.#key = keyFor(parts.masterKey, PURPOSE);
  }

  /** Tells one request from another without keeping what could be guessed from its hash. */
  digest(hash: string): string {
    return createHmac('sha256', this.#key).update(hash).digest('hex');
  }

  async list(libraryId: string): Promise<readonly CredentialItem[]> {
    return Promise.all((await this.parts.store.list(libraryId)).map((one) => this.item(one)));
  }

  /** One of somebody else is none (USR-01). */
  async find(libraryId: string, id: number): Promise<Credential> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async item(credential: Credential): Promise<CredentialItem> {
    const [standing, users] = await Promise.all([this.parts.desk.standing(credential.id), this.#usersOf(credential)]);
    return credentialItem(credential, standing, [...users.outputs, ...users.channels]);
  }

  async add(libraryId: string, body: CreateCredential): Promise<CredentialItem> {
    const { type, name } = body;
    if (type === undefined) throw invalid([{ pointer: '/type', message: 'is needed' }]);
    const fields = secretFieldsOf(type, body, true);
    const [grantId, account] = [newId(), type === 'password' ? fields?.username : undefined];
    const sealedClient = type === 'google' && fields !== undefined ? this.sealClient(libraryId, clientOf(fields)) : undefined;
    const added = await this.parts.store.add({ libraryId, type, name, grantId, sealedClient, account });
    try {
      await this.#put(added, fields);
    } catch (error) {
      // Whoever asks again gets another one; of this one nobody has heard.
      await this.parts.store.remove(added.id).catch(() => undefined);
      throw error;
    }
    return this.item(added);
  }

  /** With another application, or a new secret of it, the account has to be connected again: consent is given to an application. */
  async change(libraryId: string, id: number, body: ChangeCredential): Promise<CredentialItem> {
    const before = await this.find(libraryId, id);
    const { name } = body;
    const fields = secretFieldsOf(before.type, body, false);
    const changed = await this.parts.store.change(id, {
      ...(isSaid(name) ? { name } : {}),
      ...(fields === undefined ? {} : this.#changed(before, fields)),
    });
    if (changed === undefined) throw notFound();
    if (fields !== undefined) await this.#replace(changed, fields);
    return this.item(changed);
  }

  async remove(libraryId: string, id: number): Promise<void> {
    const credential = await this.find(libraryId, id);
    const users = await this.#usersOf(credential);
    if (users.outputs.length + users.channels.length > 0) throw inUse(users);
    const { desk, store } = this.parts;
    const isRemoved = await store.remove(id, () => desk.remove(id));
    // A channel has taken it since.
    if (!isRemoved) throw inUse(await this.#usersOf(credential));
    // Whoever was putting one in when the credential went away.
    await desk.remove(id);
  }

  /** Nothing is connected, in the vault neither: whoever is connecting it at this moment finds out. */
  async disconnect(id: number): Promise<void> {
    const { desk, store } = this.parts;
    await store.change(id, { grantId: newId(), connectedAt: null });
    await desk.remove(id);
  }

  clientOf({ libraryId, sealedClient = '' }: Credential): OAuthClient {
    return JSON.parse(this.open(`client/${libraryId}`, sealedClient)) as OAuthClient;
  }

  sealClient(libraryId: string, client: OAuthClient): string {
    return this.seal(`client/${libraryId}`, JSON.stringify(client));
  }

  seal(context: string, text: string): string {
    return seal(this.#key, `${PURPOSE}/${context}`, text);
  }

  open(context: string, sealed: string): string {
    return open(this.#key, `${PURPOSE}/${context}`, sealed);
  }

  async #usersOf({ id, libraryId }: Credential): Promise<Users> {
    const channels = await this.parts.channels.list(libraryId);
    return {
      outputs: outputsWith(id, this.parts.outputs),
      channels: channels.flatMap(({ name, credentialId }) => (credentialId === id ? [name] : [])),
    };
  }

  #changed({ libraryId, type }: Credential, fields: Fields): Parameters<CredentialStore['change']>[1] {
    const grantId = newId();
    if (type === 'google') return { grantId, sealedClient: this.sealClient(libraryId, clientOf(fields)), connectedAt: null };
    return { grantId, ...(type === 'password' ? { account: fields.username } : {}) };
  }

  /** A consent was given to the application that was there before. */
  async #replace(changed: Credential, fields: Fields): Promise<void> {
    const { desk, store } = this.parts;
    if (changed.type === 'google') return desk.remove(changed.id);
    await this.#put(changed, fields);
    if ((await store.find(changed.id)) !== undefined) return;
    await desk.remove(changed.id);
    throw notFound();
  }

  async #put({ id, type, grantId }: Credential, fields: Fields | undefined): Promise<void> {
    const secret = fields === undefined ? undefined : secretOf(type, grantId, fields);
    if (secret !== undefined) await this.parts.desk.put(id, secret);
  }
}

/** Names of those that a credential opens something for. */
interface Users {
  readonly outputs: readonly string[];
  readonly channels: readonly string[];
}

function inUse({ outputs, channels }: Users): Problem {
  const told = [
    ...(outputs.length === 0 ? [] : [`These outputs use the credential: ${outputs.join(', ')}.`]),
    ...(channels.length === 0 ? [] : [`These channels use the credential: ${channels.join(', ')}.`]),
  ];
  return new Problem('credential-in-use', told.length === 0 ? {} : { detail: told.join(' ') });
}

type Fields = NonNullable<ReturnType<typeof secretFieldsOf>>;

const clientOf = ({ client_id: clientId, client_secret: clientSecret }: Fields): OAuthClient => ({ clientId, clientSecret });

/** Of an account at Google there is none before somebody has given consent. */
function secretOf(type: CredentialType, grant: string, { username, password, token }: Fields): Secret | undefined {
  switch (type) {
    case 'google':
      return undefined;
    case 'password':
      return { v: 1, kind: 'password', grant, username, password };
    case 'token':
      return { v: 1, kind: 'token', grant, token };
  }
}
