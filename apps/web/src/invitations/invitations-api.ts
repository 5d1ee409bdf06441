import { queryOptions } from '@tanstack/react-query';
import type { AcceptedInvitation, CreatedInvitation, CurrentUser, Invitation } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';

export type LibraryRole = Invitation['role'];

export const invitationsQuery = (libraryId: string) =>
  queryOptions({
    queryKey: ['settings', 'invitations', libraryId],
    queryFn: ({ signal }) => callList(api.listInvitations, { path: { id: libraryId }, signal }),
  });

export interface InvitationDraft {
  readonly role: LibraryRole;
  readonly note?: string;
  readonly expires_in_hours: number;
}

export const createInvitation = (libraryId: string, body: InvitationDraft): Promise<CreatedInvitation> =>
  callApi(api.createInvitation, { path: { id: libraryId }, body });
export const revokeInvitation = (libraryId: string, id: string): Promise<void> =>
  callApi(api.revokeInvitation, { path: { id: libraryId, invitation_id: id } });

/** Read once: each refused reading counts as an attempt to guess a code. */
export const previewQuery = (code: string) =>
  queryOptions({
    queryKey: ['invitation', code],
    queryFn: ({ signal }) => callApi(api.previewInvitation, { body: { code }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

export const acceptInvitation = (code: string): Promise<AcceptedInvitation> => callApi(api.acceptInvitation, { body: { code } });
export const joinByInvitation = (code: string, name: string): Promise<CurrentUser> =>
  callApi(api.joinByInvitation, { body: { code, name } });
