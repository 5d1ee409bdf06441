import type { ActionType, MirrorField, MirrorRecord } from '@throughline/contracts';
import { mirrorHealthOf, type MirrorHealth } from '@throughline/domain';
import type { Channel } from './channel.js';

type WritingError = NonNullable<MirrorHealth['last_error']>;

export type ChannelHealth = Omit<MirrorHealth, 'state' | 'backlog' | 'last_error'> & {
  readonly state: MirrorHealth['state'] | 'unknown';
  readonly backlog: number | null;
  /** `retry_at` is null where nothing is tried before a person has changed the channel. */
  readonly last_error: (Omit<WritingError, 'retry_at'> & { readonly retry_at: string | null }) | null;
};

/** A channel as the API shows it: nothing of its secret. */
export interface ChannelItem {
  readonly id: number;
  readonly name: string;
  readonly action_type: ActionType;
  readonly field_map: Readonly<Partial<Record<MirrorField, string>>>;
  readonly credential_id: number | null;
  readonly data_source_id: string | null;
  readonly outputs: readonly string[];
  readonly language: string;
  readonly webhook_url: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly health: ChannelHealth;
}

export const webhookPath = (name: string): string => `/api/v1/webhooks/${name}`;

const UNKNOWN: ChannelHealth = { state: 'unknown', last_success_at: null, backlog: null, last_error: null };

export interface SeenFrom {
  /** Where people find this server. */
  readonly origin: string;
  /** Undefined where not all of them are known. */
  readonly records: readonly MirrorRecord[] | undefined;
  readonly now: string;
  /** Whether anybody is known to be there who writes pages. */
  readonly isAttended: boolean;
}

/** What was written last may be older than the log where nobody is there who follows it: then nothing is well for certain. */
function unattended(health: MirrorHealth): ChannelHealth {
  if (health.state === 'failing') return health;
  return health.backlog > 0 ? { ...health, state: 'behind' } : { ...health, state: 'unknown', backlog: null };
}

/** Nothing can be written, be it well so far: no page has needed it, or the credential was taken away since. */
function unable(health: ChannelHealth, { updatedAt }: Channel): ChannelHealth {
  const error = {
    code: 'no-credential',
    message: 'The channel has no credential, so its pages cannot be written. Choose a token of Notion for it.',
    since: updatedAt,
    at: updatedAt,
    retry_at: null,
  };
  return { ...health, state: 'failing', last_error: health.last_error ?? error };
}

/** Whoever writes nothing has nothing that could fail, whatever stood in the way before. */
function healthOf(channel: Channel, { records, now, isAttended }: SeenFrom): ChannelHealth {
  const { actionType, credentialId } = channel;
  const writes = actionType === 'update_origin';
  const isUnable = writes && credentialId === undefined;
  if (records === undefined) return isUnable ? unable(UNKNOWN, channel) : UNKNOWN;
  const health = mirrorHealthOf(records, now);
  if (!writes) return { ...health, state: 'off', backlog: 0, last_error: null };
  const seen = isAttended ? health : unattended(health);
  return isUnable ? unable(seen, channel) : seen;
}

export const channelItem = (channel: Channel, seen: SeenFrom): ChannelItem => ({
  id: channel.id,
  name: channel.name,
  action_type: channel.actionType,
  field_map: channel.fieldMap,
  credential_id: channel.credentialId ?? null,
  data_source_id: channel.dataSourceId ?? null,
  outputs: channel.outputs,
  language: channel.language,
  webhook_url: `${seen.origin}${webhookPath(channel.name)}`,
  created_at: channel.createdAt,
  updated_at: channel.updatedAt,
  health: healthOf(channel, seen),
});
