import type { ReactElement } from 'react';
import { settingsText } from '../texts/settings-text.js';
import type { PublishedSet, SetRequests } from './published-api.js';

type FeedWords = (typeof settingsText)['podcasts'];

/** The texts about a kind of published sets that both kinds have. */
export type SetWords = Omit<FeedWords, 'fields' | 'addressOnce' | 'copyAddress'> & {
  readonly fields: Omit<FeedWords['fields'], 'description' | 'language' | 'languageHint'>;
};

/** A kind of published sets, as the views need it. `A` has its address too. */
export interface SetKind<S extends PublishedSet, A extends S> {
  readonly id: string;
  readonly words: SetWords;
  readonly requests: SetRequests<S, A>;
  /** Returns the set without its address, which no list keeps. */
  readonly withoutAddress: (made: A) => S;
  /** Returns facts that only this kind has; empty if there are none. */
  readonly describe: (set: S) => string;
  /** Shows the address of a set, which cannot be shown again. */
  readonly Once: (props: { readonly set: A }) => ReactElement;
  readonly NewForm: (props: { readonly onAdded: (made: A) => Promise<unknown> }) => ReactElement;
  readonly EditForm: (props: { readonly set: S; readonly onSaved: (saved: S) => Promise<unknown> }) => ReactElement;
}
