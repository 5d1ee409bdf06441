import { queryOptions } from '@tanstack/react-query';
import type { AcceptedInvitation, CreatedInvitation, CurrentUser, Invitation, InvitationPreview } from '@throughline/api-types';
import { requestApi } from '../api/client.js';

export type LibraryRole = Invitation['role'];

const pathOf = (libraryId: string): string => `libraries/${encodeURIComponent(libraryId)}/invitations`;

export const invitationsQuery = (libraryId: string) =>
  queryOptions({
    queryKey: ['settings', pathOf(libraryId)],
    queryFn: async ({ signal }) =>
      (await requestApi<{ readonly items: readonly Invitation[] }>(pathOf(libraryId), { signal })).items,
  });

export interface InvitationDraft {
  readonly role: LibraryRole;
  readonly note?: string;
  readonly expires_in_hours: number;
}

export const createInvitation = (libraryId: string, body: InvitationDraft): Promise<CreatedInvitation> =>
  requestApi(pathOf(libraryId), { method: 'POST', body });
export const revokeInvitation = (libraryId: string, id: string): Promise<void> =>
  requestApi(`${pathOf(libraryId)}/${id}`, { method: 'DELETE' });

/** Read once: each refused reading counts as an attempt to guess a code. */
export const previewQuery = (code: string) =>
  queryOptions({
    queryKey: ['invitation', code],
    queryFn: ({ signal }) => requestApi<InvitationPreview>('invitations/preview', { method: 'POST', body: { code }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

export const acceptInvitation = (code: string): Promise<AcceptedInvitation> =>
  requestApi('invitations/accept', { method: 'POST', body: { code } });
export const joinByInvitation = (code: string, name: string): Promise<CurrentUser> =>
  requestApi('invitations/join', { method: 'POST', body: { code, name } });
