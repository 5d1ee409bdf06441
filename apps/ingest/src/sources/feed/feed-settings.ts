import type { SourceConfig } from '@throughline/contracts';
import { namedConnections, type AllowList } from '@throughline/outgoing';
import { toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { findByName, misconfiguredError, requireKnownSettings } from '../../kit/read-settings.js';
import { readAddressSetting, readCountSetting } from '../url/listed/address-setting.js';
import { hashId, toStableAddress } from '../url/listed/stable-address.js';

/** A private feed. Its address may hold a key, or a user and password. */
const ConnectionSchema = Type.Object(
  { url: Type.String({ pattern: '^https?://[^\\s#]+$', maxLength: 4_000 }) },
  { additionalProperties: false },
);
export type FeedConnections = Readonly<Record<string, Static<typeof ConnectionSchema>>>;

export const feedsSetting = namedConnections<Static<typeof ConnectionSchema>>('TL_FEEDS', Compile(ConnectionSchema));

const form = {
  address: {
    label: 'Address of the feed',
    kind: 'text',
    hint: 'RSS, Atom or JSON Feed. Everybody who may see the source sees the address: enter none that holds a key.',
  },
  newest: {
    label: 'Number of entries',
    kind: 'number',
    min: 1,
    hint: 'Only the newest entries are imported. Empty: all.',
  },
} as const satisfies SettingsForm;

/** Returns the form of a feed. The choice of private feeds is part of it if the operator has named some. */
export function buildForm(names: readonly string[]): SettingsForm {
  if (names.length === 0) return { ...form, address: { ...form.address, required: true } };
  return {
    ...form,
    feed: {
      label: 'Private feed',
      kind: 'choice',
      options: toOptions(names),
      hint: 'Set up by the operator. Instead of an address.',
    },
  };
}

export interface FeedSettings {
  readonly place: string;
  /** May hold a key. */
  readonly address: string;
  readonly newest: number;
}

const KNOWN = { address: true, newest: true, feed: true };
const MAX_NEWEST = 10_000;

function readPlace(
  { address, feed }: SourceConfig['settings'],
  feeds: FeedConnections,
  allowed: AllowList,
): Pick<FeedSettings, 'place' | 'address'> {
  if (feed === undefined) {
    const read = readAddressSetting(address, allowed);
    return { address: read, place: `feed:${hashId(toStableAddress(read))}` };
  }
  if (address !== undefined) throw misconfiguredError('A feed has either an address or the name of a private feed, not both');
  const { name, value } = findByName(feeds, feed, 'private feed');
  // The key of a private feed may change, and its entries stay the same.
  return { address: value.url, place: `private-feed:${name}` };
}

/** Reads the settings of one feed. Throws `source-misconfigured`. */
export function readFeedSettings(settings: SourceConfig['settings'], feeds: FeedConnections, allowed: AllowList): FeedSettings {
  requireKnownSettings(settings, KNOWN, 'A feed');
  const newest = readCountSetting(settings['newest'], { fallback: MAX_NEWEST, max: MAX_NEWEST });
  return { ...readPlace(settings, feeds, allowed), newest };
}
