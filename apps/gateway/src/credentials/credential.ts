import { ApiSchema } from '@nestjs/swagger';
import {
  CREDENTIAL_TYPES,
  SECRET_FIELDS,
  OAUTH_TYPES,
  credentialForm,
  isOAuthType,
  type CredentialId,
  type CredentialStatus,
  type CredentialType,
  type SecretFieldName,
} from '@throughline/credentials';
import { Field } from '../kit/http/fields.js';
import type { Uses } from '../kit/references/index.js';
import { flag, integer, jsonOf, list, orNull, text, time, words } from '../kit/http/schemas.js';

const accounts = OAUTH_TYPES.map((type) => `\`${type}\` (${credentialForm(type).label})`).join(', ');
export const TYPE_MEANING = `${accounts}: an account's consent to your own OAuth client. \`password\`, \`token\`: secrets that a person types in.`;
export const isCredentialType = (text: string): text is CredentialType => (CREDENTIAL_TYPES as readonly string[]).includes(text);

export const CREDENTIAL_STATES = ['ok', 'needs_reauth', 'unknown'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** A credential without its secret. */
export interface Credential {
  readonly id: CredentialId;
  readonly libraryId: string;
  readonly type: CredentialType;
  readonly name: string;
  /** Id of the current secret. */
  readonly grantId: string;
  /** The sealed OAuth client, needed here to connect an account. */
  readonly sealedClient: string | undefined;
  /** Display name of the account: an address, the title of a channel, or a user name. */
  readonly account: string | undefined;
  /** The account's id at the provider. */
  readonly accountId: string | undefined;
  readonly connectedAt: string | undefined;
  readonly createdAt: string;
}

export type NewCredential = Pick<Credential, 'libraryId' | 'type' | 'name' | 'grantId' | 'sealedClient' | 'account'>;

/** Omitted fields stay; null removes a value. */
export interface CredentialChange {
  readonly name?: string;
  readonly grantId?: string;
  readonly sealedClient?: string;
  readonly account?: string;
  readonly accountId?: string;
  readonly connectedAt?: string | null;
}

/** A pending consent: the user was sent to the service and has not returned. */
export interface Consent {
  readonly credentialId: CredentialId;
  readonly userId: string;
  /** The sealed PKCE verifier, redirect address and browser. */
  readonly sealed: string;
}

const STATE_MEANING =
  '`needs_reauth`: connect the account (again), or replace the refused secret; what uses it waits for that. `unknown`: never used yet.';

/** A credential in the API, without its secret. */
@ApiSchema({ name: 'Credential' })
export class CredentialAnswer {
  @Field(integer('The number of the credential, also in the settings of outputs and sources.', { minimum: 1 })) id!: number;
  @Field(words(CREDENTIAL_TYPES, TYPE_MEANING)) type!: CredentialType;
  @Field(text('The name that people use for it.')) name!: string;
  @Field(words(CREDENTIAL_STATES, STATE_MEANING)) state!: CredentialState;
  @Field(orNull(text('The address of the account, the title of the channel, or the user name.'))) account!: string | null;
  @Field(orNull(time('When consent was given.'))) connected_at!: string | null;
  @Field(orNull(time('When the credential was last used, approximately.'))) last_used_at!: string | null;
  @Field(list(jsonOf({ type: 'string' }), 'The names of the outputs, channels and sources that use it.'))
  used_by!: readonly string[];
  @Field(time('When the credential was made.')) created_at!: string;
}

const RESULT_MEANING = '`unknown`: the service did not answer, or nothing can be asked with this credential alone.';

export class CredentialTestAnswer {
  @Field(words(['ok', 'wrong', 'unknown'], RESULT_MEANING)) result!: 'ok' | 'wrong' | 'unknown';
  @Field(text('What was found, and what helps.')) message!: string;
  @Field(orNull(text('The account that the service has named.'))) account!: string | null;
}

export class CredentialList {
  @Field(list(CredentialAnswer, 'Oldest first.')) items!: readonly CredentialAnswer[];
}

class SecretFieldAnswer {
  @Field(words(SECRET_FIELDS, 'The field of the request.')) name!: SecretFieldName;
  @Field(text('Its name for people, in the words of the service.')) label!: string;
  @Field(flag('True: show it as dots while it is typed.')) hidden!: boolean;
  @Field(orNull(text('Where to find it.'))) hint!: string | null;
}

@ApiSchema({ name: 'CredentialType' })
export class CredentialTypeAnswer {
  @Field(words(CREDENTIAL_TYPES, TYPE_MEANING)) type!: CredentialType;
  @Field(text('Its name for people.')) label!: string;
  @Field(flag('True: an account that is connected by consent at its service.')) account!: boolean;
  @Field(list(SecretFieldAnswer, 'The secrets of a new credential. All of them are needed.'))
  fields!: readonly SecretFieldAnswer[];
  @Field(flag('True: the service gives out the id and the secret of the client as a file.')) client_file!: boolean;
}

export class CredentialTypeList {
  @Field(list(CredentialTypeAnswer, 'Accounts first.')) items!: readonly CredentialTypeAnswer[];
}

const credentialTypeItem = (type: CredentialType): CredentialTypeAnswer => {
  const { label, fields, hasClientFile } = credentialForm(type);
  return {
    type,
    label,
    account: isOAuthType(type),
    fields: fields.map(({ isHidden: hidden, hint = null, ...field }) => ({ ...field, hidden, hint })),
    client_file: hasClientFile,
  };
};

export const listCredentialTypes = (): CredentialTypeList => ({ items: CREDENTIAL_TYPES.map(credentialTypeItem) });

/** The names of what uses a credential. */
export interface UsersOfCredential {
  readonly outputs: readonly string[];
  readonly channels: readonly string[];
  readonly sources: readonly string[];
}

export const namesOf = ({ outputs, channels, sources }: Uses['credential']): UsersOfCredential => ({
  outputs,
  channels,
  sources: sources.map(({ name }) => name),
});

export const listUserNames = ({ outputs, channels, sources }: UsersOfCredential): readonly string[] => [
  ...outputs,
  ...channels,
  ...sources,
];

/** Ignores a status that is not about the current secret. */
const currentStatus = ({ grantId }: Credential, reported: CredentialStatus | undefined): CredentialStatus | undefined =>
  reported?.grant === grantId ? reported : undefined;

export function stateOf(credential: Credential, reported: CredentialStatus | undefined): CredentialState {
  const { type, connectedAt } = credential;
  if (isOAuthType(type) && connectedAt === undefined) return 'needs_reauth';
  const status = currentStatus(credential, reported);
  if (status !== undefined) return status.state;
  // Connecting an account has already used the secret once.
  return isOAuthType(type) ? 'ok' : 'unknown';
}

export function credentialItem(
  credential: Credential,
  reported: CredentialStatus | undefined,
  /** Names of outputs, channels and sources that use the credential. */
  users: readonly string[],
): CredentialAnswer {
  const status = currentStatus(credential, reported);
  const { id, type, name, account, connectedAt, createdAt } = credential;
  return {
    id,
    type,
    name,
    state: stateOf(credential, reported),
    account: account ?? null,
    connected_at: connectedAt ?? null,
    last_used_at: status?.lastUsedAt ?? null,
    used_by: users,
    created_at: createdAt,
  };
}
