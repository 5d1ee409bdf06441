import type { MatchingRules } from '@throughline/domain';
import type { Template } from '../templates/index.js';

/** A template of a library, for specs that judge recordings. */
export const jobTemplate = (id: number, matchingRules?: MatchingRules): Template => ({
  id,
  libraryId: 'library',
  name: `Template ${String(id)}`,
  isDraft: false,
  config: {},
  ...(matchingRules === undefined ? {} : { matchingRules }),
  revision: 1,
  createdAt: '2026-02-01T00:00:00.000Z',
  updatedAt: '2026-02-01T00:00:00.000Z',
});
