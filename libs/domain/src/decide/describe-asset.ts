import type { DESCRIBED_FIELDS } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type AssetState } from '../asset/state.js';
import { changeLanguage } from './change-language.js';
import type { DescribeAsset } from './command.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/** Tags of one item. */
export const MOST_TAGS = 50;

type DescribedField = (typeof DESCRIBED_FIELDS)[number];

/** Returns the fields whose texts differ from the present ones. The state holds no texts, so `decide` cannot compare them. */
export const findChangedTexts = (
  before: PersonalData,
  fields: readonly DescribedField[],
  texts: DescribeAsset['texts'],
): DescribedField[] => fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(texts[field]));

const alreadySo = satisfy('already-so', 'The item already has these texts.', 'No action is needed.');

function describeTexts({ by, fields, texts }: DescribeAsset): Decision {
  if (fields.includes('title') && texts.title === undefined)
    return reject('refused', 'An item needs a title.', 'Send another title.');
  if ((texts.tags?.length ?? 0) > MOST_TAGS)
    return reject('refused', `An item has at most ${String(MOST_TAGS)} tags.`, 'Remove some of its tags first.');
  return fields.length === 0 ? alreadySo : { events: [newEvent('AssetDescribed', { by, fields: [...fields] }, texts)] };
}

/** Changes title, description and tags, in one commit with the language if the request has one. */
export function describeAsset(state: AssetState, command: DescribeAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const described = describeTexts(command);
  const { language } = command;
  if ('rejected' in described || language === undefined) return described;
  const spoken = changeLanguage(state, { ...language, type: 'ChangeLanguage' });
  return 'rejected' in spoken || described.events.length === 0
    ? spoken
    : { events: [...described.events, ...spoken.events], ...(spoken.advances === true ? { advances: true } : {}) };
}
