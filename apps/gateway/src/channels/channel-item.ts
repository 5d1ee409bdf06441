import type { ActionType, MirrorField, MirrorRecord } from '@throughline/contracts';
import { mirrorHealthOf, type MirrorHealth } from '@throughline/domain';
import type { Channel } from './channel.js';

export type ChannelHealth = Omit<MirrorHealth, 'state' | 'backlog'> & {
  readonly state: MirrorHealth['state'] | 'unknown';
  readonly backlog: number | null;
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

/** Whoever writes nothing has nothing that could fail, whatever stood in the way before. */
function healthOf({ actionType }: Channel, { records, now, isAttended }: SeenFrom): ChannelHealth {
  if (records === undefined) return UNKNOWN;
  const health = mirrorHealthOf(records, now);
  if (actionType !== 'update_origin') return { ...health, state: 'off', backlog: 0, last_error: null };
  return isAttended ? health : unattended(health);
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
