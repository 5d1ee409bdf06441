import type { OperationOptions } from '../kit/http/operation.js';
import { idempotencyKey } from '../kit/http/parameters.js';
import { RefillAnswer, SearchAnswer } from './search.dto.js';

const example: SearchAnswer = {
  items: [
    {
      id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ab',
      kind: 'recording',
      title: 'Budget of the spring term',
      title_ranges: [{ start: 0, length: 6 }],
      date: '2026-02-05T10:00:00.000Z',
      sender: null,
      tags: ['finance'],
      people: ['Ann'],
      passages: [
        {
          text: 'So this is where the budgets of both schools meet.',
          ranges: [{ start: 21, length: 7 }],
          start_ms: 754_300,
          page: null,
          speaker: 'Ann',
        },
      ],
      passage_count: 7,
    },
  ],
  next_cursor: null,
  similar: [],
  unknown_filters: [],
  index: { state: 'current', behind_events: 0, behind_seconds: 0, failed_items: 0, finds_similar: true },
};

export const searchItems: OperationOptions = {
  id: 'searchItems',
  tag: 'search',
  scope: 'read',
  summary: 'Search titles, transcripts, document texts, tags and people',
  description:
    'Searches the items of your library. Forms of a word are found by the rules of the language of each item. If fewer than three items match, words of similar spelling are searched too, and `similar` names them. The 500 newest matches in titles and the 500 newest in texts are ranked.',
  answers: [{ status: 200, description: 'The best matches.', type: SearchAnswer, example }],
  problems: [],
};

export const refillSearchIndex: OperationOptions = {
  id: 'refillSearchIndex',
  tag: 'search',
  scope: 'admin',
  summary: 'Fill the search index again from the log',
  description: 'For all libraries. Present entries stay until they are replaced. Changes no item and delays no other work.',
  parameters: [idempotencyKey],
  answers: [{ status: 202, description: 'It has begun.', type: RefillAnswer, example: { refilling: true } }],
  problems: ['no-search-service'],
};
