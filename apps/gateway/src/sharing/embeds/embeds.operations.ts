import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import { AddressedEmbedAnswer, ChangeEmbed, CreateEmbed, EmbedAnswer, EmbedList } from './embeds.dto.js';
import { itemsExample, RECORDING_ID_EXAMPLE, setExample } from '../published/published-examples.js';
import { DecidePublishedItems, PublishedItemList } from '../published/published-sets.dto.js';

const tag = 'sharing';
const scope = 'write';

/** Valid only in specs that register it. */
export const EMBED_CODE_EXAMPLE = 'Zr8pQw3LkXn6VbTs1HyCjMfUgDeAo5Ri9Gx2JkEtW7B';

const example = {
  ...setExample,
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HB',
  media: 'video',
  origins: ['https://school.example'],
} satisfies EmbedAnswer;

const addressed = {
  ...example,
  url: `https://recordings.example/embed/${EMBED_CODE_EXAMPLE}`,
  html: `<iframe src="https://recordings.example/embed/${EMBED_CODE_EXAMPLE}" title="Algebra II" width="100%" height="640" loading="lazy" allow="fullscreen" referrerpolicy="no-referrer" style="border: 0"></iframe>`,
} satisfies AddressedEmbedAnswer;

const id: Parameter = { name: 'id', in: 'path', description: 'The id of an embed.', schema: { type: 'string' } };

export const listEmbeds: OperationOptions = {
  id: 'listEmbeds',
  tag,
  scope,
  summary: 'List the embeds of the library',
  description: 'Without their addresses.',
  answers: [{ status: 200, description: 'The embeds.', type: EmbedList, example: { items: [example] } }],
  problems: [],
};

export const createEmbed: OperationOptions = {
  id: 'createEmbed',
  tag,
  scope,
  summary: 'Make an embed',
  description:
    'Pages of the named sites show a player in a frame, without an account, by an address that contains a secret code. It has titles, media and transcripts of the ' +
    'recordings of the library, or of those with a tag: the 300 newest that are ready now, and later ones after a yes or by themselves. ' +
    'It works until it expires or is revoked, while you may change the library. A library has at most 50 open embeds. Browsers refuse the frame in pages of other sites.',
  parameters: [idempotencyKey],
  body: {
    type: CreateEmbed,
    required: true,
    example: { title: 'Algebra II', tag: 'algebra', origins: ['https://school.example'] },
  },
  answers: [{ status: 201, description: 'The embed, with its address.', type: AddressedEmbedAnswer, example: addressed }],
  problems: ['sharing-off', 'too-many-embeds', 'address-unknown'],
};

export const readEmbed: OperationOptions = {
  id: 'readEmbed',
  tag,
  scope,
  summary: 'Read an embed',
  description: 'Without its address.',
  parameters: [id],
  answers: [{ status: 200, description: 'The embed.', type: EmbedAnswer, example }],
  problems: ['not-found'],
};

export const changeEmbed: OperationOptions = {
  id: 'changeEmbed',
  tag,
  scope,
  summary: 'Change an embed',
  description:
    'Changes the given fields and keeps the others. An expired embed with a new expiry is open again, and counts among the open ones. ' +
    'Other sites count from the next load of the player on. The set of an embed stays: make another embed for another tag.',
  parameters: [id],
  body: {
    type: ChangeEmbed,
    required: true,
    example: { ask_first: false, origins: ['https://school.example', 'https://blog.example'] },
  },
  answers: [{ status: 200, description: 'The embed.', type: EmbedAnswer, example }],
  problems: ['not-found', 'embed-ended', 'too-many-embeds'],
};

export const renewEmbed: OperationOptions = {
  id: 'renewEmbed',
  tag,
  scope,
  summary: 'Renew the address of an embed',
  description: 'The earlier address opens nothing from the next request on. Pages that show the player need the new one.',
  parameters: [id, idempotencyKey],
  answers: [{ status: 200, description: 'The embed, with its new address.', type: AddressedEmbedAnswer, example: addressed }],
  problems: ['not-found', 'embed-ended', 'sharing-off', 'address-unknown'],
};

export const revokeEmbed: OperationOptions = {
  id: 'revokeEmbed',
  tag,
  scope,
  summary: 'Revoke an embed',
  description: 'It no longer works, at once and at every gateway. Files that are being sent end within 10 seconds.',
  parameters: [id],
  answers: [{ status: 204, description: 'The embed is revoked.' }],
  problems: ['not-found'],
};

export const listEmbedItems: OperationOptions = {
  id: 'listEmbedItems',
  tag,
  scope,
  summary: 'List the recordings of an embed',
  description: 'Those that wait for a decision, those that the player shows, or those that a person has left out.',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The recordings.',
      type: PublishedItemList,
      example: itemsExample,
    },
  ],
  problems: ['not-found'],
};

export const decideEmbedItems: OperationOptions = {
  id: 'decideEmbedItems',
  tag,
  scope,
  summary: 'Approve recordings for an embed, or leave them out',
  description:
    'Decides about all of the recordings or none. A later decision replaces an earlier one. Only recordings that are ready can ' +
    'be approved: before, the embed would serve files that a run has not finished.',
  parameters: [id, idempotencyKey],
  body: { type: DecidePublishedItems, required: true, example: { item_ids: [RECORDING_ID_EXAMPLE], decision: 'approve' } },
  answers: [{ status: 204, description: 'Decided.' }],
  problems: ['not-found', 'embed-ended'],
};
