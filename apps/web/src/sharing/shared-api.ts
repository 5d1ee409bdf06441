import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SharedItem } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, requestAddress } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import { createPatience } from './embed-api.js';

const keyOf = (code: string): string => `throughline.shared.${code}`;

/** Browsers may refuse the storage. A reload then opens the link again. */
const findStorage = (): Storage | undefined => {
  try {
    return (globalThis as { readonly sessionStorage?: Storage }).sessionStorage;
  } catch {
    return undefined;
  }
};

/** Exchanges the code of a link for a cookie of this browser. */
export async function openShared(code: string, password?: string): Promise<SharedItem> {
  const item = await callApi(api.openShared, { body: { code, password } });
  findStorage()?.setItem(keyOf(code), item.id);
  return item;
}

export const isInvalidLink = (error: unknown): boolean => isProblem(error) && error.code === 'share-link-not-valid';
export const isLimited = (error: unknown): boolean => isProblem(error) && error.code === 'rate-limited';
export const isLocked = (error: unknown): boolean => isProblem(error) && error.code === 'share-password';

/** Reads a link that this tab has opened by its cookie: a reload asks for no password again, and is not counted as an opening. */
async function reopenShared(code: string, signal: AbortSignal): Promise<SharedItem> {
  const id = findStorage()?.getItem(keyOf(code)) ?? undefined;
  if (id === undefined) return openShared(code);
  try {
    return await callApi(api.readShared, { path: { link: id }, signal });
  } catch (error) {
    if (!isInvalidLink(error)) throw error;
    findStorage()?.removeItem(keyOf(code));
    return openShared(code);
  }
}

/** Begins the keys of the items that links have opened. */
export const SHARED_KEY = ['shared'] as const;

export const sharedQuery = (code: string) => {
  const { retry, retryDelay } = createPatience();
  return queryOptions({
    queryKey: [...SHARED_KEY, code],
    queryFn: ({ signal }) => reopenShared(code, signal),
    retry,
    retryDelay,
  });
};

export const sharedTranscriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['shared-transcript', id],
    queryFn: ({ signal }) => callApi(api.readSharedTranscript, { path: { link: id }, signal }),
    placeholderData: keepPreviousData,
  });

/** `url` is a whole path of this server. */
export const sharedTextQuery = (url: string) =>
  queryOptions({ queryKey: ['shared-text', url], queryFn: ({ signal }) => requestAddress<string>(url, { signal }) });
