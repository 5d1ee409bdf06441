import type { DuplicateList } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { settingsText } from '../../texts/settings-text.js';

/** Not all of the states of another release of the gateway are known here. An older one has none. */
const texts: Readonly<Record<string, string | undefined>> = settingsText.duplicates.textStates;

/** Never leaves groups out silently: the search compares the texts, and may be behind. */
export function TextState({ state }: { readonly state: DuplicateList['similar_texts'] }): ReactElement | null {
  const says = texts[state];
  return says === undefined ? null : <p className="quiet duplicates-intro">{says}</p>;
}
