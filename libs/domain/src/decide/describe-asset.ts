import type { AssetEventOf, DESCRIBED_FIELDS } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type AssetState } from '../asset/state.js';
import { changeLanguage, type ChangeLanguage } from './change-language.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Changes texts of the item, and the language of a recording at the same time. Texts are personal data. */
export interface DescribeAsset extends ActorCommand {
  readonly type: 'DescribeAsset';
  /** The fields that the person changes. Equal texts add nothing, but only the sender can compare them. */
  readonly fields: AssetEventOf<'AssetDescribed'>['data']['fields'];
  /** The new texts; a field without a text is removed. */
  readonly texts: NonNullable<AssetEventOf<'AssetDescribed'>['personal']>;
  readonly language?: Omit<ChangeLanguage, 'type'>;
}

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
