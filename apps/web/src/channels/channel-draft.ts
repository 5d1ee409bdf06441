import type { Channel, ChannelField, ConfiguredOutput } from '@throughline/api-client';
import { CHANNEL_FIELDS, type ChannelSettings } from './channels-api.js';

export interface ChannelDraft {
  readonly name: string;
  readonly actionType: Channel['action_type'];
  readonly credential: string;
  readonly fields: Readonly<Record<ChannelField, string>>;
  readonly outputs: readonly string[];
  readonly dataSource: string;
  readonly language: string;
}

/** Property names of the existing Notion databases. */
const DEFAULT_FIELDS = { status: 'Transcript Process Status', process_errors: 'ProcessErrors' };
const DEFAULT_OUTPUT_TYPE = 'google_drive';

const fieldsOf = (map: ChannelSettings['field_map']): ChannelDraft['fields'] => ({
  status: map.status ?? '',
  process_errors: map.process_errors ?? '',
  drive_url: map.drive_url ?? '',
  language: map.language ?? '',
  duration: map.duration ?? '',
  completed_at: map.completed_at ?? '',
});

export const createDraft = (offered: readonly ConfiguredOutput[]): ChannelDraft => ({
  name: '',
  actionType: 'update_origin',
  credential: '',
  fields: fieldsOf(DEFAULT_FIELDS),
  outputs: offered.filter(({ type, shared }) => shared && type === DEFAULT_OUTPUT_TYPE).map(({ name }) => name),
  dataSource: '',
  language: 'auto',
});

export const toDraft = (channel: ChannelSettings): ChannelDraft => ({
  name: channel.name,
  actionType: channel.action_type,
  credential: channel.credential_id === null ? '' : String(channel.credential_id),
  fields: fieldsOf(channel.field_map),
  outputs: channel.outputs,
  dataSource: channel.data_source_id ?? '',
  language: channel.language,
});

/** Converts the form to API settings. Empty fields become null or are left out. */
export function toSettings(draft: ChannelDraft): ChannelSettings {
  const fields = CHANNEL_FIELDS.map((field) => [field, draft.fields[field].trim()] as const);
  return {
    name: draft.name.trim(),
    action_type: draft.actionType,
    credential_id: draft.credential === '' ? null : Number(draft.credential),
    field_map: Object.fromEntries(fields.filter(([, property]) => property !== '')),
    outputs: draft.outputs,
    data_source_id: draft.dataSource.trim() === '' ? null : draft.dataSource.trim(),
    language: draft.language.trim() === '' ? 'auto' : draft.language.trim(),
  };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Returns only the settings that the user changed, so that settings unknown to this page are kept. */
export function diffDrafts(before: ChannelDraft, after: ChannelDraft): Partial<ChannelSettings> {
  const [was, is] = [toSettings(before), toSettings(after)];
  const changed = Object.entries(is).filter(([member, value]) => !isSame(value, was[member as keyof ChannelSettings]));
  return Object.fromEntries(changed);
}

/** The outputs of the server, and chosen ones that the server no longer offers. */
export const listSelectableOutputs = (offered: readonly ConfiguredOutput[], chosen: readonly string[]): readonly string[] => [
  ...new Set([...offered.map(({ name }) => name), ...chosen]),
];
