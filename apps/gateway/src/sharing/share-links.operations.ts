import type { OperationOptions } from '../kit/http/operation.js';
import { idempotencyKey } from '../kit/http/parameters.js';
import { capitalized, idOf, type ItemKind } from '../items/index.js';
import type { SharedKind } from './share-link.js';
import { CreatedShareLinkAnswer, CreateShareLink, ShareLinkAnswer, ShareLinkList } from './share-links.dto.js';

const tag = 'sharing';

/** Valid only in specs that register it. */
export const SHARE_CODE_EXAMPLE = 'pQ3vXn8LzYb1KwRt5mUeHgCjFdSa7oTi2xVc4yNk9Zs';

const exampleOf = (kind: SharedKind, itemId: unknown) =>
  ({
    id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H8',
    item_id: String(itemId),
    kind,
    state: 'open',
    has_password: true,
    download: true,
    made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
    made_by_name: 'owner',
    created_at: '2026-02-05T10:00:00.000Z',
    expires_at: '2026-03-07T10:00:00.000Z',
    opens: 0,
    last_opened_at: null,
    revoked_at: null,
    revoked_by: null,
    revoked_by_name: null,
  }) satisfies ShareLinkAnswer;

export const kindOf = ({ noun }: ItemKind): SharedKind => (noun === 'document' ? 'document' : 'recording');

export const createShareLink = (kind: ItemKind): OperationOptions => ({
  id: `share${capitalized(kind.noun)}`,
  tag,
  scope: 'write',
  summary: `Share a ${kind.noun} by a link`,
  description:
    'Anybody with the link can open the item without an account, until it expires or is revoked, while you may change the library. ' +
    'Visitors see title, content and text; nothing of the owner, the history, the outputs or other items. An item has at most 20 open links.',
  parameters: [idOf(kind), idempotencyKey],
  body: { type: CreateShareLink, required: true, example: { expires_in_hours: 720, password: 'determinants' } },
  answers: [
    {
      status: 201,
      description: 'The link, with its code.',
      type: CreatedShareLinkAnswer,
      example: { ...exampleOf(kindOf(kind), kind.example['id']), url: `https://recordings.example/s#${SHARE_CODE_EXAMPLE}` },
    },
  ],
  problems: [
    'not-found',
    'erased',
    'gone',
    'quarantined',
    'needs-upgrade',
    'not-shareable',
    'sharing-off',
    'too-many-share-links',
    'address-unknown',
  ],
});

export const listItemShareLinks = (kind: ItemKind): OperationOptions => ({
  id: `list${capitalized(kind.noun)}ShareLinks`,
  tag,
  scope: 'write',
  summary: `List the share links of a ${kind.noun}`,
  description: 'Without their codes. Says who has shared the item and who has revoked a link, and when.',
  parameters: [idOf(kind)],
  answers: [
    {
      status: 200,
      description: 'The links.',
      type: ShareLinkList,
      example: { items: [exampleOf(kindOf(kind), kind.example['id'])] },
    },
  ],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
});

const RECORDING_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const DOCUMENT_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';

export const listShareLinks: OperationOptions = {
  id: 'listShareLinks',
  tag,
  scope: 'write',
  summary: 'List the share links of the library',
  description: 'Without their codes.',
  answers: [
    {
      status: 200,
      description: 'The links.',
      type: ShareLinkList,
      example: {
        items: [
          exampleOf('recording', RECORDING_ID),
          { ...exampleOf('document', DOCUMENT_ID), id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HC', state: 'in_trash', opens: 3 },
        ],
      },
    },
  ],
  problems: [],
};

export const revokeShareLink: OperationOptions = {
  id: 'revokeShareLink',
  tag,
  scope: 'write',
  summary: 'Revoke a share link',
  description: 'It no longer works, at once and at every gateway. Files that are being sent end within 10 seconds.',
  parameters: [{ name: 'id', in: 'path', description: 'The id of a share link.', schema: { type: 'string' } }],
  answers: [{ status: 204, description: 'The link is revoked.' }],
  problems: ['not-found'],
};
