import { queryOptions } from '@tanstack/react-query';
import type { Role } from '../api/answers.js';
import { ask } from '../api/client.js';

export interface TokenItem {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

export interface SignInItem {
  readonly id: string;
  readonly client: string | null;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly current: boolean;
}

export interface UserItem {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly library: { readonly id: string; readonly name: string };
  readonly created_at: string;
  readonly disabled_at: string | null;
  /** Opaque. */
  readonly version: string;
}

export interface SignInLink {
  readonly url: string;
  readonly expires_at: string;
}

const listOf = <T>(path: string) =>
  queryOptions({
    queryKey: ['settings', path],
    queryFn: async ({ signal }) => (await ask<{ readonly items: readonly T[] }>(path, { signal })).items,
  });

export const tokensQuery = listOf<TokenItem>('me/tokens');
export const signInsQuery = listOf<SignInItem>('auth/sessions');
export const usersQuery = listOf<UserItem>('admin/users');

export const createToken = (body: {
  readonly name: string;
  readonly scopes: readonly string[];
}): Promise<TokenItem & { readonly token: string }> => ask('me/tokens', { method: 'POST', body });
export const revokeToken = (id: string): Promise<void> => ask(`me/tokens/${id}`, { method: 'DELETE' });
export const endSignIn = (id: string): Promise<void> => ask(`auth/sessions/${id}`, { method: 'DELETE' });
export const addUser = (body: { readonly name: string; readonly role: Role }): Promise<UserItem> =>
  ask('admin/users', { method: 'POST', body });
/** As he is shown: what another administrator has changed meanwhile is not changed back unseen. */
export const changeUser = (
  { id, version }: UserItem,
  body: { readonly role?: Role; readonly disabled?: boolean },
): Promise<UserItem> => ask(`admin/users/${id}`, { method: 'PATCH', body, headers: { 'If-Match': `"${version}"` } });
export const makeLink = (user: string): Promise<SignInLink> => ask('auth/links', { method: 'POST', body: { user } });
