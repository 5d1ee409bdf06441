import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const Credential = Type.Object({
  id: Type.Integer(),
  type: Type.String(),
  name: Type.String(),
  state: Type.String(),
  account: orNull(Type.String()),
  last_used_at: orNull(Type.String()),
  used_by: Type.Array(Type.String()),
});
export type CredentialView = Static<typeof Credential>;

export const readCredential = reader(Credential);
export const readCredentials = reader(Type.Object({ items: Type.Array(Credential) }));
export const readConsentLink = reader(Type.Object({ url: Type.String(), expires_at: Type.String() }));
