import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey, ifMatchOf } from '../../kit/http/parameters.js';
import { ChangeLibrary, ChangeMember, CreateLibrary, LibraryDetailsAnswer, LibraryList } from './libraries.dto.js';
import { AddMember, MemberAnswer, MemberList, TransferLibrary } from './libraries.dto.js';

const tag = 'people';
const scope = 'read';
export const libraryId: Parameter = { name: 'id', in: 'path', description: 'The id of a library.', schema: { type: 'string' } };
const memberId: Parameter = { name: 'user_id', in: 'path', description: 'The id of a member.', schema: { type: 'string' } };
export const OWNERS_ONLY = 'Only owners of the library may do this, with the scope `write`.';

const example: LibraryDetailsAnswer = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3F6',
  name: 'Institute',
  personal: false,
  role: 'owner',
  members: 3,
  current: false,
  created_at: '2026-02-05T10:00:00.000Z',
  version: '1',
};
const member: MemberAnswer = {
  user_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
  name: 'Nora',
  role: 'operator',
  since: '2026-02-05T10:00:00.000Z',
  disabled: false,
};
const headers = { ETag: 'Send it back as `If-Match` to rename the library.' };
const one = { status: 200, description: 'The library.', type: LibraryDetailsAnswer, example, headers };
const members = { status: 200, description: 'The members.', type: MemberList, example: { items: [member] } };

export const listLibraries: OperationOptions = {
  id: 'listLibraries',
  tag,
  scope,
  summary: 'List your libraries',
  description: 'A token of a library that you have joined lists that library only.',
  answers: [{ status: 200, description: 'Your libraries.', type: LibraryList, example: { items: [example] } }],
  problems: [],
};

export const createLibrary: OperationOptions = {
  id: 'createLibrary',
  tag,
  scope,
  summary: 'Make a library',
  description: 'You become its owner. This needs the scope `write`, and a sign-in or a token of your personal library.',
  parameters: [idempotencyKey],
  body: { type: CreateLibrary, required: true, example: { name: 'Institute' } },
  answers: [{ ...one, status: 201, headers: { Location: 'The library.', ...headers } }],
  problems: ['too-many-libraries'],
};

export const getLibrary: OperationOptions = {
  id: 'getLibrary',
  tag,
  scope,
  summary: 'Read a library',
  parameters: [libraryId],
  answers: [one],
  problems: ['not-found'],
};

export const renameLibrary: OperationOptions = {
  id: 'renameLibrary',
  tag,
  scope,
  summary: 'Rename a library',
  description: OWNERS_ONLY,
  parameters: [libraryId, ifMatchOf('library')],
  body: { type: ChangeLibrary, required: true, example: { name: 'Faculty' } },
  answers: [one],
  problems: ['not-found', 'library-changed', 'precondition-required'],
};

export const deleteLibrary: OperationOptions = {
  id: 'deleteLibrary',
  tag,
  scope,
  summary: 'Delete an empty library',
  description: `Its tokens end, and its members return to their personal libraries. ${OWNERS_ONLY}`,
  parameters: [libraryId],
  answers: [{ status: 204, description: 'The library is deleted.' }],
  problems: ['not-found', 'library-personal', 'library-not-empty'],
};

export const listMembers: OperationOptions = {
  id: 'listMembers',
  tag,
  scope,
  summary: 'List the members of a library',
  parameters: [libraryId],
  answers: [members],
  problems: ['not-found'],
};

export const addMember: OperationOptions = {
  id: 'addMember',
  tag,
  scope: 'admin',
  summary: 'Add a user to a library that you own',
  description:
    'For administrators, who know the names of all users. They add members only to libraries that they own, with the scope `write`.',
  parameters: [libraryId, idempotencyKey],
  body: { type: AddMember, required: true, example: { user: 'Nora', role: 'operator' } },
  answers: [{ ...members, status: 201 }],
  problems: ['not-found'],
};

export const changeMember: OperationOptions = {
  id: 'changeMember',
  tag,
  scope,
  summary: 'Change the role of a member',
  description: `Takes effect at once for the tokens and sign-ins of the member; at other gateways within seconds. ${OWNERS_ONLY}`,
  parameters: [libraryId, memberId],
  body: { type: ChangeMember, required: true, example: { role: 'viewer' } },
  answers: [members],
  problems: ['not-found', 'last-owner', 'too-many-libraries'],
};

export const removeMember: OperationOptions = {
  id: 'removeMember',
  tag,
  scope,
  summary: 'Remove a member from a library',
  description: `The tokens of the member for this library are refused from then on; at other gateways within seconds. ${OWNERS_ONLY}`,
  parameters: [libraryId, memberId],
  answers: [{ status: 204, description: 'The user is no longer a member.' }],
  problems: ['not-found', 'last-owner'],
};

export const leaveLibrary: OperationOptions = {
  id: 'leaveLibrary',
  tag,
  scope,
  summary: 'Leave a library',
  description: 'With a token, this needs the scope `write`. With a sign-in, it needs no scope.',
  parameters: [libraryId, idempotencyKey],
  answers: [{ status: 204, description: 'You are no longer a member.' }],
  problems: ['not-found', 'last-owner'],
};

export const transferLibrary: OperationOptions = {
  id: 'transferLibrary',
  tag,
  scope,
  summary: 'Transfer the ownership of a library to a member',
  description: `The member becomes an owner, and you become an operator. ${OWNERS_ONLY}`,
  parameters: [libraryId, idempotencyKey],
  body: { type: TransferLibrary, required: true, example: { user_id: member.user_id } },
  answers: [members],
  problems: ['not-found', 'library-personal', 'too-many-libraries'],
};
