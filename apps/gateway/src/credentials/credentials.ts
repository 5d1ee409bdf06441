import { newId, open, seal } from '@throughline/contracts';
import {
  SECRET_FIELDS,
  credentialForm,
  isOAuthType,
  isSourceService,
  type CredentialType,
  type OAuthClient,
  type Secret,
  type SecretFieldName,
} from '@throughline/credentials';
import { deriveKey } from '@throughline/messaging';
import { createHmac } from 'node:crypto';
import type { AdministrationLog } from '../people/administration-log/index.js';
import type { ReferencesTo } from '../kit/references/index.js';
import { invalid, notFound, Problem, type FieldProblem } from '../kit/http/problems/problem.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import type { AccountTests } from './account-tests.js';
import {
  credentialItem,
  listUserNames,
  namesOf,
  type CredentialAnswer,
  type Credential,
  type CredentialTestAnswer,
  type UsersOfCredential,
} from './credential.js';
import { credentialRecords, recordConnection, recordCredentialChange } from './credential-records.js';
import type { CredentialStore } from './credential-store.js';
import type { ChangeCredential, CreateCredential } from './credentials.dto.js';
import type { SecretStore } from './provider.js';

type SecretFields = Readonly<Partial<Record<SecretFieldName, string | null>>>;

/** Returns the secret fields of a type. With `all`, every field is required; otherwise either all of them or none. */
function secretFieldsOf(
  type: CredentialType,
  fields: SecretFields,
  all: boolean,
): Readonly<Record<SecretFieldName, string>> | undefined {
  const own = credentialForm(type).fields.map(({ name }) => name);
  const present = own.filter((name) => hasValue(fields[name]));
  const foreign = SECRET_FIELDS.filter((name) => !own.includes(name) && hasValue(fields[name]));
  const missing = all || present.length > 0 ? own.filter((name) => !present.includes(name)) : [];
  const problems: FieldProblem[] = [
    ...foreign.map((name) => ({ pointer: `/${name}`, message: `is not a field of a credential of the type ${type}` })),
    ...missing.map((name) => ({ pointer: `/${name}`, message: `is needed for a credential of the type ${type}` })),
  ];
  if (problems.length > 0) throw invalid(problems);
  if (present.length === 0) return undefined;
  return Object.fromEntries(SECRET_FIELDS.map((name) => [name, fields[name] ?? ''])) as Record<SecretFieldName, string>;
}

export interface CredentialsParts {
  readonly store: CredentialStore;
  readonly secrets: SecretStore;
  readonly references: Pick<ReferencesTo<'credential'>, 'read'>;
  readonly outputAccounts: AccountTests;
  readonly sourceAccounts: AccountTests;
  readonly masterKey: Uint8Array;
  readonly log: AdministrationLog;
}

const PURPOSE = 'gateway/credentials';

/** The credentials of a library. The API never returns their secrets. */
export class Credentials {
  readonly #key: Uint8Array;

  constructor(private readonly parts: CredentialsParts) {
    this.#key = deriveKey(parts.masterKey, PURPOSE);
  }

  /** Returns a keyed digest of a request's hash: a plain hash would let secrets be guessed from it. */
  digest(hash: string): string {
    return createHmac('sha256', this.#key).update(hash).digest('hex');
  }

  async list(libraryId: string): Promise<readonly CredentialAnswer[]> {
    return Promise.all((await this.parts.store.list(libraryId)).map((one) => this.item(one)));
  }

  /** Hides credentials of other libraries (USR-01). */
  async find(libraryId: string, id: number): Promise<Credential> {
    const found = await this.parts.store.find(id);
    if (found?.libraryId !== libraryId) throw notFound();
    return found;
  }

  async item(credential: Credential): Promise<CredentialAnswer> {
    const [status, users] = await Promise.all([this.parts.secrets.status(credential.id), this.#usersOf(credential)]);
    return credentialItem(credential, status, listUserNames(users));
  }

  async add(libraryId: string, body: CreateCredential): Promise<CredentialAnswer> {
    const { type, name } = body;
    if (type === undefined) throw invalid([{ pointer: '/type', message: 'is needed' }]);
    const fields = secretFieldsOf(type, body, true);
    const [grantId, account] = [newId(), type === 'password' ? fields?.username : undefined];
    const sealedClient = isOAuthType(type) && fields !== undefined ? this.sealClient(libraryId, clientOf(fields)) : undefined;
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.add({ libraryId, type, name, grantId, sealedClient, account }),
      credentialRecords.created,
    );
    try {
      await this.#put(added, fields);
    } catch (error) {
      // The caller never learns this id, and a retry adds another credential, so remove this one.
      await this.#remove(added).catch(() => undefined);
      throw error;
    }
    return this.item(added);
  }

  /**
   * Changes a credential. Another OAuth client, or a new client secret, requires a new consent, as consent is given to one
   * client.
   */
  async change(libraryId: string, id: number, body: ChangeCredential): Promise<CredentialAnswer> {
    const before = await this.find(libraryId, id);
    const { name } = body;
    const fields = secretFieldsOf(before.type, body, false);
    const change = { ...(hasValue(name) ? { name } : {}), ...(fields === undefined ? {} : this.#changed(before, fields)) };
    const { log, store } = this.parts;
    const secretFields = SECRET_FIELDS.filter((field) => hasValue(fields?.[field]) && fields[field] !== '');
    const changed = await log.change(
      () => store.change(id, change),
      (after) => after && recordCredentialChange(before, after, secretFields),
    );
    if (changed === undefined) throw notFound();
    if (fields !== undefined) await this.#replace(changed, fields);
    return this.item(changed);
  }

  async remove(libraryId: string, id: number): Promise<void> {
    const credential = await this.find(libraryId, id);
    const users = await this.#usersOf(credential);
    if (users.outputs.length + users.channels.length + users.sources.length > 0) throw inUseProblem(users);
    const { secrets } = this.parts;
    const isRemoved = await this.#remove(credential, () => secrets.remove(id));
    // A channel, a source or an own output has started to use the credential in the meantime.
    if (!isRemoved) throw inUseProblem(await this.#usersOf(credential));
    // A concurrent request may have stored a secret after the first removal.
    await secrets.remove(id);
  }

  /** Asks the service which account the credential opens. An account may have another name since it was connected. */
  async test(libraryId: string, id: number): Promise<CredentialTestAnswer> {
    const credential = await this.find(libraryId, id);
    const { outputAccounts, sourceAccounts } = this.parts;
    const tester = isSourceService(credential.type) ? sourceAccounts : outputAccounts;
    const { result, message, account } = await tester.testCredential({ v: 1, credential: id, service: credential.type });
    if (account !== undefined && account.id === credential.accountId && account.name !== credential.account)
      await this.parts.store.change(id, { account: account.name }, credential.grantId);
    return { result, message, account: account?.name ?? null };
  }

  /** Removes the secret, and marks the account as not connected. The new grant id stops a concurrent connect. */
  async disconnect(id: number): Promise<void> {
    const { secrets, store, log } = this.parts;
    await log.change(
      () => store.change(id, { grantId: newId(), connectedAt: null }),
      (after) => after && recordConnection(after, false),
    );
    await secrets.remove(id);
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

  #remove(credential: Credential, alongside?: () => Promise<void>): Promise<boolean> {
    const { log, store } = this.parts;
    return log.change(
      () => store.remove(credential.id, alongside),
      (isRemoved) => isRemoved && credentialRecords.deleted(credential),
    );
  }

  async #usersOf({ libraryId, id }: Credential): Promise<UsersOfCredential> {
    return namesOf((await this.parts.references.read(libraryId))(id));
  }

  #changed({ libraryId, type }: Credential, fields: Fields): Parameters<CredentialStore['change']>[1] {
    const grantId = newId();
    if (isOAuthType(type)) return { grantId, sealedClient: this.sealClient(libraryId, clientOf(fields)), connectedAt: null };
    return { grantId, ...(type === 'password' ? { account: fields.username } : {}) };
  }

  /** Removes the secret of an account: the old consent was given to the old client. */
  async #replace(changed: Credential, fields: Fields): Promise<void> {
    const { secrets, store } = this.parts;
    if (isOAuthType(changed.type)) return secrets.remove(changed.id);
    await this.#put(changed, fields);
    if ((await store.find(changed.id)) !== undefined) return;
    await secrets.remove(changed.id);
    throw notFound();
  }

  async #put({ id, type, grantId }: Credential, fields: Fields | undefined): Promise<void> {
    const secret = fields === undefined ? undefined : secretOf(type, grantId, fields);
    if (secret !== undefined) await this.parts.secrets.put(id, secret);
  }
}

function inUseProblem(users: UsersOfCredential): Problem {
  const sentences = Object.entries(users).flatMap(([kind, names]: [string, readonly string[]]) =>
    names.length === 0 ? [] : [`These ${kind} use the credential: ${names.join(', ')}.`],
  );
  return new Problem('credential-in-use', sentences.length === 0 ? {} : { detail: sentences.join(' ') });
}

type Fields = NonNullable<ReturnType<typeof secretFieldsOf>>;

const clientOf = ({ client_id: clientId, client_secret: clientSecret }: Fields): OAuthClient => ({ clientId, clientSecret });

/** An account has no secret until it is connected. */
function secretOf(type: CredentialType, grant: string, { username, password, token }: Fields): Secret | undefined {
  if (isOAuthType(type)) return undefined;
  return type === 'password' ? { v: 1, kind: 'password', grant, username, password } : { v: 1, kind: 'token', grant, token };
}
