import type { AssetEventOf, DESCRIBED_TEXTS } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import type { PersonalData } from '../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { changeLanguage, type ChangeLanguage } from './change-language.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { setPreferences, type SetPreferences } from './settings.js';
import type { ActorCommand } from './command-context.js';

/** Changes texts, thumbnail and preferences of the item, and the language of a recording at the same time. Texts are personal data. */
export interface DescribeAsset extends ActorCommand {
  readonly type: 'DescribeAsset';
  /** The texts that the person changes. Equal texts add nothing, but only the sender can compare them. */
  readonly fields: readonly DescribedText[];
  /** The new texts; a field without a text is removed. */
  readonly texts: NonNullable<AssetEventOf<'AssetDescribed'>['personal']>;
  /** The second of the new thumbnail; null removes the choice. Absent: the thumbnail stays. */
  readonly thumbnail?: AssetEventOf<'AssetDescribed'>['data']['thumbnail'] | null;
  /** Replace all earlier preferences. */
  readonly preferences?: SetPreferences['preferences'];
  readonly language?: Omit<ChangeLanguage, 'type'>;
}

/** Tags of one item. */
export const MAX_TAGS = 50;

type DescribedText = (typeof DESCRIBED_TEXTS)[number];

/** Returns the fields whose texts differ from the present ones. The state holds no texts, so `decide` cannot compare them. */
export const findChangedTexts = (
  before: PersonalData,
  fields: readonly DescribedText[],
  texts: DescribeAsset['texts'],
): DescribedText[] => fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(texts[field]));

const alreadySo = satisfy('already-so', 'The item already has these details.', 'No action is needed.');

interface Thumbnail {
  readonly thumbnail?: DescribeAsset['thumbnail'] | undefined;
}

/** Returns the thumbnail of a command if it differs from the present one. */
const findChangedThumbnail = (asset: Asset, { thumbnail }: Thumbnail): Thumbnail =>
  thumbnail === undefined || thumbnail?.second === asset.thumbnail?.second ? {} : { thumbnail };

function findRefusal(asset: Asset, { fields, texts }: DescribeAsset, { thumbnail }: Thumbnail): Decision | undefined {
  if (fields.includes('title') && texts.title === undefined)
    return reject('refused', 'An item needs a title.', 'Send another title.');
  if ((texts.tags?.length ?? 0) > MAX_TAGS)
    return reject('refused', `An item has at most ${String(MAX_TAGS)} tags.`, 'Remove some of its tags first.');
  return thumbnail === undefined || nounOf(asset.pipeline) === 'recording'
    ? undefined
    : reject('refused', 'Only recordings have a thumbnail.', 'Leave the thumbnail out.');
}

function describeFields(asset: Asset, command: DescribeAsset): Decision {
  const { by, fields, texts } = command;
  const { thumbnail } = findChangedThumbnail(asset, command);
  const refusal = findRefusal(asset, command, { thumbnail });
  if (refusal !== undefined) return refusal;
  const changed = [...fields, ...(thumbnail === undefined ? [] : (['thumbnail'] as const))];
  if (changed.length === 0) return alreadySo;
  const data = { by, fields: changed, ...(thumbnail == null ? {} : { thumbnail }) };
  return { events: [newEvent('AssetDescribed', data, fields.length === 0 ? undefined : texts)] };
}

/** Refuses all if one is refused. Decisions that change nothing do not count beside others. */
function combine(first: Decision, ...others: readonly Decision[]): Decision {
  const changes: Exclude<Decision, { rejected: unknown }>[] = [];
  for (const decision of [first, ...others]) {
    if ('rejected' in decision) return decision;
    if (decision.events.length > 0) changes.push(decision);
  }
  const [only = others.at(-1) ?? first, ...more] = changes;
  if (more.length === 0) return only;
  const advances = changes.some((change) => change.advances === true);
  return { events: changes.flatMap(({ events }) => events), ...(advances ? { advances } : {}) };
}

const applyDecision = (asset: Asset, decision: Decision, at: string): AssetState =>
  'rejected' in decision
    ? asset
    : decision.events.reduce<AssetState>((before, event) => evolve(before, event, { assetId: asset.assetId, at }), asset);

/** Changes everything that the request has in one commit. A run that the language starts uses the new thumbnail. */
export function describeAsset(state: AssetState, command: DescribeAsset): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const { by, now, preferences, language } = command;
  const described = describeFields(state, command);
  return combine(
    described,
    ...(preferences === undefined ? [] : [setPreferences(state, { type: 'SetPreferences', by, now, preferences })]),
    ...(language === undefined
      ? []
      : [changeLanguage(applyDecision(state, described, now), { ...language, type: 'ChangeLanguage' })]),
  );
}
