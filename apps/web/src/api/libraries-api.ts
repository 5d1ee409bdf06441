import { queryOptions } from '@tanstack/react-query';
import type { Library, LibraryMember, LibraryRole } from '@throughline/api-types';
import { requestApi } from './client.js';

interface List<T> {
  readonly items: readonly T[];
}

export const librariesQuery = queryOptions({
  queryKey: ['libraries'],
  queryFn: async ({ signal }) => (await requestApi<List<Library>>('libraries', { signal })).items,
});

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['libraries', id, 'members'],
    queryFn: async ({ signal }) => (await requestApi<List<LibraryMember>>(`libraries/${id}/members`, { signal })).items,
  });

const memberPath = (id: string, userId: string): string => `libraries/${id}/members/${encodeURIComponent(userId)}`;

export const createLibrary = (name: string): Promise<Library> => requestApi('libraries', { method: 'POST', body: { name } });
/** Sends the version, so that a new name by another owner is not overwritten. */
export const renameLibrary = ({ id, version }: Library, name: string): Promise<Library> =>
  requestApi(`libraries/${id}`, { method: 'PATCH', body: { name }, headers: { 'If-Match': `"${version}"` } });
export const deleteLibrary = (id: string): Promise<void> => requestApi(`libraries/${id}`, { method: 'DELETE' });
export const leaveLibrary = (id: string): Promise<void> => requestApi(`libraries/${id}/leave`, { method: 'POST' });
export const changeMember = async (id: string, userId: string, role: LibraryRole): Promise<readonly LibraryMember[]> =>
  (await requestApi<List<LibraryMember>>(memberPath(id, userId), { method: 'PATCH', body: { role } })).items;
export const removeMember = (id: string, userId: string): Promise<void> =>
  requestApi(memberPath(id, userId), { method: 'DELETE' });
export const transferLibrary = async (id: string, userId: string): Promise<readonly LibraryMember[]> =>
  (await requestApi<List<LibraryMember>>(`libraries/${id}/transfer`, { method: 'POST', body: { user_id: userId } })).items;
