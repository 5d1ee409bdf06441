import { queryOptions } from '@tanstack/react-query';
import type {
  CreatedToken,
  Page,
  Quota,
  QuotaHistory,
  RevokedCount,
  Role,
  SignIn,
  SignInLink,
  Token,
  User,
  UserLimits,
  UserQuota,
  Vocabulary,
} from '@throughline/api-types';
import { requestApi, sendRequest, type RequestOptions } from './client.js';

const listOf = <T>(path: string) =>
  queryOptions({
    queryKey: ['settings', path],
    queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly T[] }>(path, { signal })).items,
  });

export const tokensQuery = listOf<Token>('me/tokens');
export const signInsQuery = listOf<SignIn>('auth/sessions');
export const usersQuery = listOf<User>('admin/users');

export interface TaggedVocabulary extends Vocabulary {
  /** The version, which a change must name. */
  readonly etag: string;
}

const readVocabulary = async (options: RequestOptions): Promise<TaggedVocabulary> => {
  const { body, headers } = await sendRequest<Vocabulary>('me/vocabulary', options);
  return { ...body, etag: headers.get('etag') ?? '' };
};

/** Never cached: a save replaces the whole list, so the form must not open on terms that another user has changed. */
export const vocabularyQuery = queryOptions({
  queryKey: ['settings', 'me/vocabulary'],
  queryFn: ({ signal }) => readVocabulary({ signal }),
  gcTime: 0,
});
export const saveVocabulary = (terms: readonly string[], etag: string): Promise<TaggedVocabulary> =>
  readVocabulary({ method: 'PUT', body: { terms }, headers: { 'If-Match': etag } });

export const quotaQuery = queryOptions({
  queryKey: ['settings', 'me/quota'],
  queryFn: ({ signal }) => requestApi<Quota>('me/quota', { signal }),
});

export const quotaHistoryQuery = (period: string) =>
  queryOptions({
    queryKey: ['settings', 'me/quota/history', period],
    queryFn: ({ signal }) => requestApi<QuotaHistory>(`me/quota/history?period=${period}`, { signal }),
  });

export const USER_QUOTAS_KEY = ['settings', 'stats/quotas'] as const;

interface UserQuotasPage extends Page<UserQuota> {
  readonly period: string;
}

async function readUserQuotas(period: string | undefined, signal: AbortSignal): Promise<Omit<UserQuotasPage, 'next_cursor'>> {
  const items: UserQuota[] = [];
  for (let cursor: string | null = null; ;) {
    const query = new URLSearchParams({
      limit: '200',
      ...(period === undefined ? {} : { period }),
      ...(cursor === null ? {} : { cursor }),
    });
    const page: UserQuotasPage = await requestApi<UserQuotasPage>(`stats/quotas?${query.toString()}`, { signal });
    items.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === null) return { period: page.period, items };
  }
}

/** The use of all users in a month, by default the present one. */
export const userQuotasQuery = (period: string | undefined) =>
  queryOptions({
    queryKey: [...USER_QUOTAS_KEY, period ?? ''],
    queryFn: ({ signal }) => readUserQuotas(period, signal),
  });

export interface TaggedLimits extends UserLimits {
  /** The version, which a change must name. */
  readonly etag: string;
}

const limitsPath = (id: string): string => `admin/users/${encodeURIComponent(id)}/quota`;

/** Never cached: a save replaces all limits, so the form must not open on limits that another administrator has changed. */
export const userLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['settings', limitsPath(id)],
    queryFn: async ({ signal }): Promise<TaggedLimits> => {
      const { body, headers } = await sendRequest<UserLimits>(limitsPath(id), { signal });
      return { ...body, etag: headers.get('etag') ?? '' };
    },
    gcTime: 0,
  });
export const saveUserLimits = ({ user_id: id, etag }: TaggedLimits, own: object): Promise<UserLimits> =>
  requestApi(limitsPath(id), { method: 'PUT', body: own, headers: { 'If-Match': etag } });

export const createToken = (body: {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires_in_days?: number;
}): Promise<CreatedToken> => requestApi('me/tokens', { method: 'POST', body });
export const revokeToken = (id: string): Promise<void> => requestApi(`me/tokens/${id}`, { method: 'DELETE' });
export const revokeOtherTokens = (): Promise<RevokedCount> => requestApi('me/tokens', { method: 'DELETE' });
export const revokeTokensOf = (user: string): Promise<RevokedCount> =>
  requestApi(`admin/users/${user}/tokens`, { method: 'DELETE' });
export const endOtherSignIns = (): Promise<RevokedCount> => requestApi('auth/sessions', { method: 'DELETE' });
export const endSignInsOf = (user: string): Promise<RevokedCount> =>
  requestApi(`admin/users/${user}/sessions`, { method: 'DELETE' });
export const removePasskeysOf = (user: string): Promise<RevokedCount> =>
  requestApi(`admin/users/${user}/passkeys`, { method: 'DELETE' });
export const endSignIn = (id: string): Promise<void> => requestApi(`auth/sessions/${id}`, { method: 'DELETE' });
export const addUser = (body: { readonly name: string; readonly role: Role }): Promise<User> =>
  requestApi('admin/users', { method: 'POST', body });
/** Sends the version, so that a change by another administrator is not overwritten. */
export const changeUser = ({ id, version }: User, body: { readonly role?: Role; readonly disabled?: boolean }): Promise<User> =>
  requestApi(`admin/users/${id}`, { method: 'PATCH', body, headers: { 'If-Match': `"${version}"` } });
export const createSignInLink = (user: string): Promise<SignInLink> =>
  requestApi('auth/links', { method: 'POST', body: { user } });
