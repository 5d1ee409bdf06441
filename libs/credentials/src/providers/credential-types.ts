import { OAUTH_TYPES, accountWords, isOAuthType, type OAuthType } from './oauth-providers.js';

/** The parts of a credential that a person types in. */
export const SECRET_FIELDS = ['client_id', 'client_secret', 'username', 'password', 'token'] as const;
export type SecretFieldName = (typeof SECRET_FIELDS)[number];

export interface SecretField {
  readonly name: SecretFieldName;
  readonly label: string;
  /** Shown as dots while it is typed. */
  readonly isHidden: boolean;
  readonly hint?: string;
}

interface TypedSecret {
  readonly label: string;
  readonly fields: readonly SecretField[];
}

/** Types of credentials with a secret that a person types in. */
const TYPED = {
  password: {
    label: 'User and password',
    fields: [
      { name: 'username', label: 'User', isHidden: false },
      { name: 'password', label: 'Password', isHidden: true },
    ],
  },
  token: {
    label: 'Token',
    fields: [
      {
        name: 'token',
        label: 'Token',
        isHidden: true,
        hint: 'For Notion: the “internal integration secret” of the connection.',
      },
    ],
  },
} as const satisfies Readonly<Record<string, TypedSecret>>;

export type CredentialType = OAuthType | keyof typeof TYPED;
const TYPED_TYPES = Object.keys(TYPED) as readonly (keyof typeof TYPED)[];
/** Accounts first. */
export const CREDENTIAL_TYPES: readonly CredentialType[] = [...OAUTH_TYPES, ...TYPED_TYPES];

export interface CredentialForm {
  readonly label: string;
  readonly fields: readonly SecretField[];
  /** The service gives out the client as a file. */
  readonly hasClientFile: boolean;
}

export function credentialForm(type: CredentialType): CredentialForm {
  if (!isOAuthType(type)) return { ...TYPED[type], hasClientFile: false };
  const { type: label, clientId, clientSecret, hasClientFile = false } = accountWords(type);
  const fields: readonly SecretField[] = [
    { name: 'client_id', label: clientId, isHidden: false },
    { name: 'client_secret', label: clientSecret, isHidden: true },
  ];
  return { label, fields, hasClientFile };
}
