import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { Me, meExample } from '../sign-in/me.controller.js';
import { CODE_EXAMPLE } from '../sign-in/sign-in.dto.js';
import {
  AcceptedInvitation,
  CreatedInvitationAnswer,
  CreateInvitation,
  InvitationAnswer,
  InvitationCode,
  InvitationList,
  InvitationPreviewAnswer,
  JoinByInvitation,
} from './invitations.dto.js';

const tag = 'people';
const scope = 'read';
const libraryId: Parameter = { name: 'id', in: 'path', description: 'The id of a library.', schema: { type: 'string' } };
const invitationId: Parameter = {
  name: 'invitation_id',
  in: 'path',
  description: 'The id of an invitation.',
  schema: { type: 'string' },
};
const OWNERS_ONLY = 'Only owners of the library may do this, with the scope `write`.';
const ONE_REFUSAL = 'Unknown, used, expired and revoked codes get the same answer.';

/** Valid only in specs that register it. Another one than for reading, because it is used up. */
export const JOIN_CODE_EXAMPLE = 'b7Qx1nVtYc0LrWm4sEgHjUaKdZpF2oTiX9vR6yB8eDk';

const example = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3G7',
  role: 'viewer',
  note: 'Nora, biology',
  state: 'open',
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: '2026-02-12T10:00:00.000Z',
  used_at: null,
  used_by: null,
  used_by_name: null,
  revoked_at: null,
} satisfies InvitationAnswer;
const accepted = {
  library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6',
  library_name: 'Institute',
  role: 'viewer',
} satisfies AcceptedInvitation;
const preview = {
  ...accepted,
  invited_by: 'owner',
  expires_at: example.expires_at,
  creates_account: false,
} satisfies InvitationPreviewAnswer;

export const createInvitation: OperationOptions = {
  id: 'createInvitation',
  tag,
  scope,
  summary: 'Invite a person to a library by a link',
  description: `One person can accept it, while you are an owner of the library. A library has at most 50 open invitations. ${OWNERS_ONLY}`,
  parameters: [libraryId, idempotencyKey],
  body: { type: CreateInvitation, required: true, example: { role: 'viewer', note: 'Nora, biology' } },
  answers: [
    {
      status: 201,
      description: 'The invitation, with its link.',
      type: CreatedInvitationAnswer,
      example: { ...example, url: `https://recordings.example/invitations#${CODE_EXAMPLE}` },
    },
  ],
  problems: ['not-found', 'too-many-invitations', 'address-unknown'],
};

export const listInvitations: OperationOptions = {
  id: 'listInvitations',
  tag,
  scope,
  summary: 'List the invitations to a library',
  description: `Without their links. ${OWNERS_ONLY}`,
  parameters: [libraryId],
  answers: [{ status: 200, description: 'The invitations.', type: InvitationList, example: { items: [example] } }],
  problems: ['not-found'],
};

export const revokeInvitation: OperationOptions = {
  id: 'revokeInvitation',
  tag,
  scope,
  summary: 'Revoke an invitation',
  description: `Its link no longer works, at once and at every gateway. ${OWNERS_ONLY}`,
  parameters: [libraryId, invitationId],
  answers: [{ status: 204, description: 'The invitation is revoked.' }],
  problems: ['not-found', 'invitation-used'],
};

export const previewInvitation: OperationOptions = {
  id: 'previewInvitation',
  tag,
  scope: 'open',
  summary: 'Read an invitation by the code of its link',
  description: `The code is in the body, because addresses appear in logs. ${ONE_REFUSAL}`,
  body: { type: InvitationCode, required: true, example: { code: CODE_EXAMPLE } },
  answers: [{ status: 200, description: 'The invitation.', type: InvitationPreviewAnswer, example: preview }],
  problems: ['invitation-not-valid'],
};

export const acceptInvitation: OperationOptions = {
  id: 'acceptInvitation',
  tag,
  scope,
  summary: 'Accept an invitation',
  description:
    'You become a member of the library. Your role on the server stays, and so does your role if you are a member already. This ' +
    `needs a sign-in; a token cannot do it. ${ONE_REFUSAL}`,
  parameters: [idempotencyKey],
  body: { type: InvitationCode, required: true, example: { code: CODE_EXAMPLE } },
  answers: [{ status: 200, description: 'You are a member.', type: AcceptedInvitation, example: accepted }],
  problems: ['invitation-not-valid', 'already-member', 'too-many-libraries'],
};

export const joinByInvitation: OperationOptions = {
  id: 'joinByInvitation',
  tag,
  scope: 'open',
  summary: 'Accept an invitation without an account, and get one',
  description:
    'Creates a user, who is a member of the library, and signs the browser in as with a link. Only if the operator allows it ' +
    `(\`TL_INVITATIONS_CREATE_USERS\`). The role on the server is \`viewer\` or \`operator\`, by the role in the library. ${ONE_REFUSAL}`,
  body: { type: JoinByInvitation, required: true, example: { code: JOIN_CODE_EXAMPLE, name: 'Nora' } },
  answers: [{ status: 200, description: 'You are signed in.', type: Me, example: meExample }],
  problems: ['invitation-not-valid', 'invitation-needs-account', 'name-taken', 'csrf'],
};
