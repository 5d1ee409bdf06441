import { ApiSchema } from '@nestjs/swagger';
import { ACTION_TYPES, type ActionType, type MirrorRecord } from '@throughline/contracts';
import { mirrorHealthOf, type MirrorHealth } from '@throughline/domain';
import { Field, OptionalField } from '../kit/http/fields.js';
import { count, flag, integer, jsonOf, list, orNull, ref, text, time, words } from '../kit/http/schemas.js';
import type { Channel } from './channel.js';
import { CHANNEL_TEXTS, FIELD_TEXTS } from './channels.dto.js';

/** A problem that prevents writing a page. */
export class PageProblem {
  @Field(text('A stable code.')) code!: string;
  @Field(text('The problem and its remedy.')) message!: string;
  @Field(time('Since when nothing could be written.')) since!: string;
  @Field(time('When the last attempt started.')) at!: string;
}

class ChannelProblem extends PageProblem {
  @Field(orNull(time('When the next attempt starts; null if the channel must be changed first.'))) retry_at!: string | null;
}

const HEALTH_STATES = ['ok', 'behind', 'failing', 'off', 'unknown'] as const;
const HEALTH_MEANING =
  '`behind`: a page has been out of date for a minute. `failing`: a page cannot be written, or the channel has no credential. ' +
  '`off`: no page is written. `unknown`: no page was written yet, so nothing proves that the credential works; or, if `backlog` ' +
  'is null, the state cannot be determined now.';

class ChannelHealth {
  @Field(words(HEALTH_STATES, HEALTH_MEANING)) state!: (typeof HEALTH_STATES)[number];
  @Field(orNull(time('When a page was last written, or found up to date.'))) last_success_at!: string | null;
  @Field(orNull(count('The pages that are out of date.'))) backlog!: number | null;
  @Field(orNull(ChannelProblem, 'The newest unsolved problem.')) last_error!: ChannelProblem | null;
}

class FieldMapAnswer {
  @OptionalField(text(FIELD_TEXTS.status)) status?: string;
  @OptionalField(text(FIELD_TEXTS.process_errors)) process_errors?: string;
  @OptionalField(text(FIELD_TEXTS.drive_url)) drive_url?: string;
  @OptionalField(text(FIELD_TEXTS.language)) language?: string;
  @OptionalField(text(FIELD_TEXTS.duration)) duration?: string;
  @OptionalField(text(FIELD_TEXTS.completed_at)) completed_at?: string;
}

/** A channel in the API, without its secret. */
@ApiSchema({ name: 'Channel' })
export class ChannelAnswer {
  @Field(integer('The number of the channel.', { minimum: 1 })) id!: number;
  @Field(text(CHANNEL_TEXTS.name)) name!: string;
  @Field(words(ACTION_TYPES, CHANNEL_TEXTS.action_type)) action_type!: ActionType;
  @Field(ref(FieldMapAnswer, CHANNEL_TEXTS.field_map)) field_map!: FieldMapAnswer;
  @Field(orNull(integer(CHANNEL_TEXTS.credential_id, { minimum: 1 }))) credential_id!: number | null;
  @Field(orNull(text(CHANNEL_TEXTS.data_source_id))) data_source_id!: string | null;
  @Field(list(jsonOf({ type: 'string' }), CHANNEL_TEXTS.outputs)) outputs!: readonly string[];
  @Field(text(CHANNEL_TEXTS.language)) language!: string;
  @Field(text('The address for videos, to be used with the secret of the channel.')) webhook_url!: string;
  @Field(time('When the channel was made.')) created_at!: string;
  @Field(time('When the channel was last changed.')) updated_at!: string;
  @Field(ref(ChannelHealth, 'The state of all pages of the channel.')) health!: ChannelHealth;
}

export const channelPath = (name: string): string => `/api/v1/webhooks/${name}`;

const UNKNOWN: ChannelHealth = { state: 'unknown', last_success_at: null, backlog: null, last_error: null };

export interface ChannelContext {
  readonly origin: string;
  /** `undefined` while they have not all been read. */
  readonly records: readonly MirrorRecord[] | undefined;
  readonly now: string;
  /** True if an upload service is running, which writes the pages. */
  readonly isAttended: boolean;
}

/** Without an upload service the records may be behind the log, so the channel cannot count as healthy. */
function degradeWithoutService(health: MirrorHealth): ChannelHealth {
  if (health.state === 'failing') return health;
  return health.backlog > 0 ? { ...health, state: 'behind' } : { ...health, state: 'unknown', backlog: null };
}

/** Reports the channel as failing, although no write may have failed yet: without a credential no page can be written. */
function failWithoutCredential(health: Readonly<ChannelHealth>, { updatedAt }: Channel): ChannelHealth {
  const error = {
    code: 'no-credential',
    message: 'The channel has no credential, so its pages cannot be written. Choose a Notion token for the channel.',
    since: updatedAt,
    at: updatedAt,
    retry_at: null,
  };
  return { ...health, state: 'failing', last_error: health.last_error ?? error };
}

/** A channel that writes no pages cannot fail, whatever error it had before. */
function healthOf(channel: Channel, { records, now, isAttended }: ChannelContext): ChannelHealth {
  const { actionType, credentialId } = channel;
  const writes = actionType === 'update_origin';
  const isUnable = writes && credentialId === undefined;
  if (records === undefined) return isUnable ? failWithoutCredential(UNKNOWN, channel) : UNKNOWN;
  const health = mirrorHealthOf(records, now);
  if (!writes) return { ...health, state: 'off', backlog: 0, last_error: null };
  const seen = isAttended ? health : degradeWithoutService(health);
  return isUnable ? failWithoutCredential(seen, channel) : seen;
}

export const channelItem = (channel: Channel, seen: ChannelContext): Readonly<ChannelAnswer> => ({
  id: channel.id,
  name: channel.name,
  action_type: channel.actionType,
  field_map: channel.fieldMap,
  credential_id: channel.credentialId ?? null,
  data_source_id: channel.dataSourceId ?? null,
  outputs: channel.outputs,
  language: channel.language,
  webhook_url: `${seen.origin}${channelPath(channel.name)}`,
  created_at: channel.createdAt,
  updated_at: channel.updatedAt,
  health: healthOf(channel, seen),
});

const SECRET = 'The secret of the channel. Never shown again.';

export class ChannelList {
  @Field(list(ChannelAnswer, 'Oldest first.')) items!: readonly ChannelAnswer[];
}

@ApiSchema({ name: 'NewChannel' })
export class NewChannelAnswer extends ChannelAnswer {
  @Field(text(SECRET)) secret!: string;
}

export class ChannelSecret {
  @Field(text(SECRET)) secret!: string;
}

const RESULTS = ['ok', 'wrong', 'unknown'] as const;

class ChannelCheckItem {
  @Field(text('What was checked: `client`, `channel`, `field:status`, `option:Processing` …')) name!: string;
  @Field(words(RESULTS, '`unknown`: an earlier problem made the check impossible.')) result!: (typeof RESULTS)[number];
  @Field(text('What was found.')) message!: string;
  @OptionalField(text('What to do.')) mend?: string;
}

@ApiSchema({ name: 'ChannelCheck' })
export class ChannelCheckAnswer {
  @Field(list(ChannelCheckItem, 'The checks, in this order.')) items!: readonly ChannelCheckItem[];
  @Field(flag('True if every check was possible and found nothing wrong.')) ok!: boolean;
}

export class ChannelResync {
  @Field(count('The pages that are read, and written if they are out of date.')) asked!: number;
}
