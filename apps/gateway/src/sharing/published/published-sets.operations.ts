import type { Type } from '@nestjs/common';
import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import type { Model } from '../../kit/http/schemas.js';
import type { SetKind } from './published-set.js';
import { DecidePublishedItems, PublishedItemList, type PublishedSetAnswer } from './published-sets.dto.js';
import { SET_KIND_WORDS } from './set-kinds.js';

const RECORDING_ID_EXAMPLE = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** The fields of every kind. */
export const setExample = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9',
  state: 'open',
  title: 'Algebra II',
  tag: 'algebra',
  media: 'audio',
  ask_first: true,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: '2026-02-05T10:00:00.000Z',
  renewed_at: null,
  expires_at: null,
  fetches: 41,
  last_fetched_at: '2026-02-06T10:00:00.000Z',
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
} satisfies PublishedSetAnswer;

const itemsExample = {
  items: [
    {
      item_id: RECORDING_ID_EXAMPLE,
      title: 'Algebra II, lecture 8: Determinants',
      state: 'waiting',
      created_at: '2026-02-05T10:00:00.000Z',
      duration_seconds: 2_760,
      decided_at: null,
      decided_by_name: null,
    },
  ],
} satisfies PublishedItemList;

/** The texts and examples about one kind of sets. */
export interface SetTexts<New, Change, Answer extends PublishedSetAnswer, Addressed extends Answer> {
  readonly kind: SetKind;
  /** Its whole name: `podcast feed`. */
  readonly noun: string;
  /** Names a set, and its recordings, in the ids of operations. */
  readonly ids: { readonly set: string; readonly items: string };
  readonly models: {
    readonly create: Type<New>;
    readonly change: Type<Change>;
    readonly answer: Type<Answer>;
    readonly list: Model;
    readonly addressed: Type<Addressed>;
  };
  readonly examples: {
    readonly create: Partial<New>;
    readonly change: Partial<Change>;
    readonly answer: Pick<Answer, keyof Answer>;
    /** The fields of the address, which is shown only once. */
    readonly address: Omit<Addressed, keyof Answer>;
  };
  /** Sentences of descriptions. `first` ends with the verb before `titles, media and transcripts`. */
  readonly create: { readonly first: string; readonly last?: string };
  readonly change?: string;
  readonly renew: string;
  /** The clause about the recordings in the set: `those that podcast apps show`. */
  readonly listed: string;
}

const withArticle = (noun: string): string => `${/^[aeiou]/u.test(noun) ? 'an' : 'a'} ${noun}`;
const joined = (sentences: readonly (string | undefined)[]): string =>
  sentences.filter((sentence) => sentence !== undefined).join(' ');

type SetOperation = 'list' | 'create' | 'read' | 'change' | 'renew' | 'revoke' | 'listItems' | 'decideItems';

/** Returns the operations on the sets of one kind. */
export function setOperations<
  New extends object,
  Change extends object,
  Answer extends PublishedSetAnswer,
  Addressed extends Answer,
>({
  kind,
  noun,
  ids,
  models,
  examples,
  ...texts
}: SetTexts<New, Change, Answer, Addressed>): Readonly<Record<SetOperation, OperationOptions>> {
  const all = { tag: 'sharing', scope: 'write' } as const;
  const aSet = withArticle(noun);
  const { ended, tooMany } = SET_KIND_WORDS[kind];
  const id: Parameter = { name: 'id', in: 'path', description: `The id of ${aSet}.`, schema: { type: 'string' } };
  const one = { status: 200, description: `The ${kind}.`, type: models.answer, example: examples.answer };
  const addressed = { type: models.addressed, example: { ...examples.answer, ...examples.address } };
  return {
    list: {
      ...all,
      id: `list${ids.set}s`,
      summary: `List the ${noun}s of the library`,
      description: 'Without their addresses.',
      answers: [{ status: 200, description: `The ${kind}s.`, type: models.list, example: { items: [examples.answer] } }],
      problems: [],
    },
    create: {
      ...all,
      id: `create${ids.set}`,
      summary: `Make ${aSet}`,
      description: joined([
        texts.create.first,
        'titles, media and transcripts of the recordings of the library, or of those with a tag: the 300 newest that are ready now, and',
        'later ones after a yes or by themselves. It works until it expires or is revoked, while you may change the library. A library',
        `has at most 50 open ${kind}s.`,
        texts.create.last,
      ]),
      parameters: [idempotencyKey],
      body: { type: models.create, required: true, example: examples.create },
      answers: [{ status: 201, description: `The ${kind}, with its address.`, ...addressed }],
      problems: ['sharing-off', tooMany, 'address-unknown'],
    },
    read: {
      ...all,
      id: `read${ids.set}`,
      summary: `Read ${aSet}`,
      description: 'Without its address.',
      parameters: [id],
      answers: [one],
      problems: ['not-found'],
    },
    change: {
      ...all,
      id: `change${ids.set}`,
      summary: `Change ${aSet}`,
      description: joined([
        `Changes the given fields and keeps the others. An expired ${kind} with a new expiry is open again, and counts among the open ones.`,
        texts.change,
        `The set of ${withArticle(kind)} stays: make another ${kind} for another tag.`,
      ]),
      parameters: [id],
      body: { type: models.change, required: true, example: examples.change },
      answers: [one],
      problems: ['not-found', ended, tooMany],
    },
    renew: {
      ...all,
      id: `renew${ids.set}`,
      summary: `Renew the address of ${aSet}`,
      description: `The earlier address opens nothing from the next request on. ${texts.renew}`,
      parameters: [id, idempotencyKey],
      answers: [{ status: 200, description: `The ${kind}, with its new address.`, ...addressed }],
      problems: ['not-found', ended, 'sharing-off', 'address-unknown'],
    },
    revoke: {
      ...all,
      id: `revoke${ids.set}`,
      summary: `Revoke ${aSet}`,
      description: 'It no longer works, at once and at every gateway. Files that are being sent end within 10 seconds.',
      parameters: [id],
      answers: [{ status: 204, description: `The ${kind} is revoked.` }],
      problems: ['not-found'],
    },
    listItems: {
      ...all,
      id: `list${ids.items}`,
      summary: `List the recordings of ${aSet}`,
      description: `Those that wait for a decision, ${texts.listed}, or those that a person has left out.`,
      parameters: [id],
      answers: [{ status: 200, description: 'The recordings.', type: PublishedItemList, example: itemsExample }],
      problems: ['not-found'],
    },
    decideItems: {
      ...all,
      id: `decide${ids.items}`,
      summary: `Approve recordings for ${aSet}, or leave them out`,
      description:
        'Decides about all of the recordings or none. A later decision replaces an earlier one. Only recordings that are ready can ' +
        `be approved: before, the ${kind} would serve files that a run has not finished.`,
      parameters: [id, idempotencyKey],
      body: { type: DecidePublishedItems, required: true, example: { item_ids: [RECORDING_ID_EXAMPLE], decision: 'approve' } },
      answers: [{ status: 204, description: 'Decided.' }],
      problems: ['not-found', ended],
    },
  };
}
