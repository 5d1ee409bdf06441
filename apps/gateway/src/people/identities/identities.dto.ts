import { ROLES, type Role } from '../../kit/http/access.js';
import { Field } from '../../kit/http/fields.js';
import { count, flag, id, list, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import type { Identity } from './identity.js';

class ProviderAnswer {
  @Field(text('The name of the provider, for people.')) name!: string;
}

export class SignInMethods {
  @Field(orNull(ref(ProviderAnswer, 'The identity provider; null if the operator has set up none.')))
  provider!: ProviderAnswer | null;
}

export class ProviderLink {
  @Field(text("The provider's page, to open in this browser. It returns here within ten minutes, once.")) url!: string;
}

export class ProviderSignOut {
  @Field(orNull(text("The page that ends the provider's own sign-in; null if it has none, or has not opened this sign-in.")))
  url!: string | null;
}

export class IdentityAnswer {
  @Field(id('The connected account.')) id!: string;
  @Field(text('The name of the provider, for people.')) provider!: string;
  @Field(text('The name of the account at the provider.')) account!: string;
  @Field(orNull(words(ROLES, 'The role that the provider gave at the last sign-in; null if it gives none.')))
  claimed_role!: Role | null;
  @Field(time('When the account was connected.')) connected_at!: string;
  @Field(orNull(time('When the account last signed you in.'))) last_used_at!: string | null;
}

export class IdentityList {
  @Field(list(IdentityAnswer, 'Connected accounts, oldest first.')) items!: readonly IdentityAnswer[];
}

export class UserSignInMethods {
  @Field(list(IdentityAnswer, 'Accounts at the identity provider that sign the user in, oldest first.'))
  accounts!: readonly IdentityAnswer[];
  @Field(count('The number of passkeys.')) passkeys!: number;
}

export class ProviderState {
  @Field(text('The issuer that the operator has named.')) issuer!: string;
  @Field(text('The name of the provider, for people.')) name!: string;
  @Field(text('The redirect address, which has to be registered at the provider.')) redirect_uri!: string;
  @Field(flag('True if the provider has just answered as expected.')) ok!: boolean;
  @Field(orNull(text('Why it cannot be used; null if it can.'))) problem!: string | null;
}

export const identityExample: IdentityAnswer = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E6',
  provider: 'Linden School',
  account: 'nora',
  claimed_role: 'operator',
  connected_at: '2026-02-05T10:00:00.000Z',
  last_used_at: '2026-02-05T10:00:00.000Z',
};

export const userMethodsExample: UserSignInMethods = { accounts: [identityExample], passkeys: 2 };

export const renderIdentity = (
  { id, label, claimedRole, connectedAt, lastUsedAt }: Identity,
  provider: string,
): IdentityAnswer => ({
  id,
  provider,
  account: label,
  claimed_role: claimedRole ?? null,
  connected_at: connectedAt,
  last_used_at: lastUsedAt ?? null,
});
