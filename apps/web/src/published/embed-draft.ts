import type { Embed } from '@throughline/api-client';
import type { EmbedChange, EmbedContent } from './published-api.js';
import { changeOfSet, contentOfSet, differenceOf, draftOfSet, NEW_SET, type SetDraft } from './set-draft.js';

export interface EmbedDraft extends SetDraft {
  /** One site in each line. */
  readonly origins: string;
}

export const NEW_EMBED: EmbedDraft = { ...NEW_SET, media: 'video', origins: '' };

export const draftOf = (embed: Embed): EmbedDraft => ({ ...draftOfSet(embed), origins: embed.origins.join('\n') });

export const listOrigins = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== '');

export const contentOf = (draft: EmbedDraft): EmbedContent => ({
  ...contentOfSet(draft),
  origins: listOrigins(draft.origins),
});

export const changeOf = (draft: EmbedDraft, initial: EmbedDraft): EmbedChange => ({
  ...changeOfSet(draft, initial),
  ...differenceOf({ origins: listOrigins(draft.origins) }, { origins: listOrigins(initial.origins) }),
});
