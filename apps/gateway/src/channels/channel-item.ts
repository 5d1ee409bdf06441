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

/** Whoever writes nothing has nothing that could fail, whatever stood in the way before. */
function healthOf({ actionType }: Channel, records: readonly MirrorRecord[] | undefined, now: string): ChannelHealth {
  if (records === undefined) return UNKNOWN;
  const health = mirrorHealthOf(records, now);
  return actionType === 'update_origin' ? health : { ...health, state: 'off', backlog: 0, last_error: null };
}

export interface SeenFrom {
  /** Where people find this server. */
  readonly origin: string;
  /** Undefined where not all of them are known. */
  readonly records: readonly MirrorRecord[] | undefined;
  readonly now: string;
}

export const channelItem = (channel: Channel, { origin, records, now }: SeenFrom): ChannelItem => ({
  id: channel.id,
  name: channel.name,
  action_type: channel.actionType,
  field_map: channel.fieldMap,
  credential_id: channel.credentialId ?? null,
  data_source_id: channel.dataSourceId ?? null,
  outputs: channel.outputs,
  language: channel.language,
  webhook_url: `${origin}${webhookPath(channel.name)}`,
  created_at: channel.createdAt,
  updated_at: channel.updatedAt,
  health: healthOf(channel, records, now),
});
