import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const User = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Type.String(),
  library: Type.Object({ id: Type.String(), name: Type.String() }),
  created_at: Type.String(),
  disabled_at: orNull(Type.String()),
  version: Type.String(),
});
export type UserView = Static<typeof User>;

export const readUser = reader(User);
export const readUsers = reader(Type.Object({ items: Type.Array(User) }));
export const readSignInLink = reader(Type.Object({ url: Type.String(), expires_at: Type.String() }));
