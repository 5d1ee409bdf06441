import type { PresentNotices } from '@throughline/api-client';
import { stepName } from '../controls/recording-state.js';
import { text } from '../texts/text.js';

const words = text.activity;

/** Returns the sentence of the page about the item of a notice; undefined for other notices, and for causes of a later release. */
export function describeNotice({ item }: Pick<PresentNotices['items'][number], 'item'>): string | undefined {
  if (item === null || !Object.hasOwn(words.causes, item.cause)) return undefined;
  const title = item.title ?? text.search.untitled;
  if (item.cause === 'review' || item.cause === 'unconfirmed') return words.causes[item.cause](title);
  return item.step === null ? undefined : words.causes[item.cause](title, stepName(item.step));
}
