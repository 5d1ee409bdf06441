import type { Scope } from '../tokens/scope.js';
import type { Role } from '../users/role.js';
import type { Library } from '../users/user.js';
import type { Visitor } from './visitors.js';

/** Who one is here. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** Whose recordings one works with. */
  readonly library: Library;
  /** With a cookie alone: goes into `X-CSRF-Token`. */
  readonly csrf_token: string | null;
  readonly signed_in_until: string | null;
}

export const meOf = ({ principal: { user, scopes }, browser }: Visitor): Me => ({
  id: user.id,
  name: user.name,
  role: user.role,
  scopes,
  library: { id: user.library.id, name: user.library.name },
  csrf_token: browser?.csrfToken ?? null,
  signed_in_until: browser?.until ?? null,
});
