import { queryOptions } from '@tanstack/react-query';
import type { Library, LibraryMember, LibraryRole } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from './client.js';

export const librariesQuery = queryOptions({
  queryKey: ['libraries'],
  queryFn: ({ signal }) => callList(api.listLibraries, { signal }),
});

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['libraries', id, 'members'],
    queryFn: ({ signal }) => callList(api.listMembers, { path: { id }, signal }),
  });

export const createLibrary = (name: string): Promise<Library> => callApi(api.createLibrary, { body: { name } });
/** Sends the version, so that a new name by another owner is not overwritten. */
export const renameLibrary = ({ id, version }: Library, name: string): Promise<Library> =>
  callApi(api.renameLibrary, { path: { id }, body: { name }, headers: { 'If-Match': `"${version}"` } });
export const deleteLibrary = (id: string): Promise<void> => callApi(api.deleteLibrary, { path: { id } });
export const leaveLibrary = (id: string): Promise<void> => callApi(api.leaveLibrary, { path: { id } });
export const changeMember = (id: string, userId: string, role: LibraryRole): Promise<readonly LibraryMember[]> =>
  callList(api.changeMember, { path: { id, user_id: userId }, body: { role } });
export const removeMember = (id: string, userId: string): Promise<void> =>
  callApi(api.removeMember, { path: { id, user_id: userId } });
export const transferLibrary = (id: string, userId: string): Promise<readonly LibraryMember[]> =>
  callList(api.transferLibrary, { path: { id }, body: { user_id: userId } });
