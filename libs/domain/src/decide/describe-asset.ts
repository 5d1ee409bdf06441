import type { DESCRIBED_FIELDS } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type AssetState } from '../asset/state.js';
import { changeLanguage } from './change-language.js';
import type { DescribeAsset } from './command.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

type DescribedField = (typeof DESCRIBED_FIELDS)[number];

/** Returns the fields whose texts differ from the present ones. The state holds no texts, so `decide` cannot compare them. */
export const findChangedTexts = (
  before: PersonalData,
  fields: readonly DescribedField[],
  texts: DescribeAsset['texts'],
): DescribedField[] => fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(texts[field]));

/** Changes title, description and tags, in one commit with the language if the request has one. */
export function describeAsset(state: AssetState, { by, fields, texts, language }: DescribeAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (fields.includes('title') && texts.title === undefined)
    return reject('refused', 'An item needs a title.', 'Send another title.');
  const events = fields.length === 0 ? [] : [newEvent('AssetDescribed', { by, fields: [...fields] }, texts)];
  const spoken = language === undefined ? undefined : changeLanguage(state, { ...language, type: 'ChangeLanguage' });
  if (spoken !== undefined && 'rejected' in spoken) return spoken;
  if (events.length === 0) return spoken ?? satisfy('already-so', 'The item already has these texts.', 'No action is needed.');
  return { events: [...events, ...(spoken?.events ?? [])], ...(spoken?.advances === true ? { advances: true } : {}) };
}
