import { queryOptions } from '@tanstack/react-query';
import type {
  AnswerOf,
  CreatedToken,
  InputOf,
  RevokedCount,
  Role,
  SignInLink,
  User,
  UserLimits,
  UserQuota,
  Vocabulary,
} from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, cursorOf, type ApiResponse, sendOperation } from './client.js';

export const tokensQuery = queryOptions({
  queryKey: ['settings', 'me/tokens'],
  queryFn: ({ signal }) => callList(api.listTokens, { signal }),
});
export const signInsQuery = queryOptions({
  queryKey: ['settings', 'auth/sessions'],
  queryFn: ({ signal }) => callList(api.listSignIns, { signal }),
});
export const usersQuery = queryOptions({
  queryKey: ['settings', 'admin/users'],
  queryFn: ({ signal }) => callList(api.listUsers, { signal }),
});

export interface TaggedVocabulary extends Vocabulary {
  /** The version, which a change must name. */
  readonly etag: string;
}

const withEtag = <T>({ body, headers }: ApiResponse<T>): T & { readonly etag: string } => ({
  ...body,
  etag: headers.get('etag') ?? '',
});

/** Never cached: a save replaces the whole list, so the form must not open on terms that another user has changed. */
export const vocabularyQuery = queryOptions({
  queryKey: ['settings', 'me/vocabulary'],
  queryFn: async ({ signal }): Promise<TaggedVocabulary> => withEtag(await sendOperation(api.getVocabulary, { signal })),
  gcTime: 0,
});
export const saveVocabulary = async (terms: readonly string[], etag: string): Promise<TaggedVocabulary> =>
  withEtag(await sendOperation(api.setVocabulary, { body: { terms }, headers: { 'If-Match': etag } }));

export const quotaQuery = queryOptions({
  queryKey: ['settings', 'me/quota'],
  queryFn: ({ signal }) => callApi(api.getQuota, { signal }),
});

export const quotaHistoryQuery = (period: string) =>
  queryOptions({
    queryKey: ['settings', 'me/quota/history', period],
    queryFn: ({ signal }) => callApi(api.getQuotaHistory, { query: { period }, signal }),
  });

export const USER_QUOTAS_KEY = ['settings', 'stats/quotas'] as const;

interface UserQuotas {
  readonly period: string;
  readonly items: readonly UserQuota[];
}

async function readUserQuotas(period: string | undefined, signal: AbortSignal): Promise<UserQuotas> {
  const items: UserQuota[] = [];
  for (let cursor: string | null = ''; ;) {
    const page: AnswerOf<typeof api.listQuotas> = await callApi(api.listQuotas, {
      query: { limit: 200, period, ...cursorOf(cursor) },
      signal,
    });
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

/** Never cached: a save replaces all limits, so the form must not open on limits that another administrator has changed. */
export const userLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['settings', 'limits', id],
    queryFn: async ({ signal }): Promise<TaggedLimits> =>
      withEtag(await sendOperation(api.getUserLimits, { path: { id }, signal })),
    gcTime: 0,
  });
export const saveUserLimits = ({ user_id: id, etag }: TaggedLimits, own: object): Promise<UserLimits> =>
  callApi(api.replaceUserLimits, { path: { id }, body: own, headers: { 'If-Match': etag } });

export const createToken = (body: InputOf<typeof api.createToken>['body']): Promise<CreatedToken> =>
  callApi(api.createToken, { body });
export const revokeToken = (id: string): Promise<void> => callApi(api.revokeToken, { path: { id } });
export const revokeOtherTokens = (): Promise<RevokedCount> => callApi(api.revokeOtherTokens);
export const revokeTokensOf = (user: string): Promise<RevokedCount> => callApi(api.revokeTokensOfUser, { path: { id: user } });
export const endOtherSignIns = (): Promise<RevokedCount> => callApi(api.endOtherSignIns);
export const endSignInsOf = (user: string): Promise<RevokedCount> => callApi(api.endSignInsOfUser, { path: { id: user } });
export const removePasskeysOf = (user: string): Promise<RevokedCount> =>
  callApi(api.removePasskeysOfUser, { path: { id: user } });
export const endSignIn = (id: string): Promise<void> => callApi(api.endSignIn, { path: { id } });
export const addUser = (body: { readonly name: string; readonly role: Role }): Promise<User> => callApi(api.createUser, { body });
/** Sends the version, so that a change by another administrator is not overwritten. */
export const changeUser = ({ id, version }: User, body: { readonly role?: Role; readonly disabled?: boolean }): Promise<User> =>
  callApi(api.changeUser, { path: { id }, body, headers: { 'If-Match': `"${version}"` } });
export const createSignInLink = (user: string): Promise<SignInLink> => callApi(api.makeSignInLink, { body: { user } });
