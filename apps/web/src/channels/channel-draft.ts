import { CHANNEL_FIELDS, type ActionType, type ChannelField, type ChannelSettings, type OutputItem } from './channels-api.js';

/** What stands in the form. */
export interface ChannelDraft {
  readonly name: string;
  readonly actionType: ActionType;
  /** Number of a credential, or nothing. */
  readonly credential: string;
  readonly fields: Readonly<Record<ChannelField, string>>;
  readonly outputs: readonly string[];
  readonly dataSource: string;
  readonly language: string;
}

/** As the sources call them. */
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

/** What a new one is, unless somebody says otherwise. */
export const newDraft = (offered: readonly OutputItem[]): ChannelDraft => ({
  name: '',
  actionType: 'update_origin',
  credential: '',
  fields: fieldsOf(DEFAULT_FIELDS),
  outputs: offered.filter(({ type }) => type === DEFAULT_OUTPUT_TYPE).map(({ name }) => name),
  dataSource: '',
  language: 'auto',
});

export const draftOf = (channel: ChannelSettings): ChannelDraft => ({
  name: channel.name,
  actionType: channel.action_type,
  credential: channel.credential_id === null ? '' : String(channel.credential_id),
  fields: fieldsOf(channel.field_map),
  outputs: channel.outputs,
  dataSource: channel.data_source_id ?? '',
  language: channel.language,
});

/** What the form says, as the API takes it: what is left empty is nothing. */
export function settingsOf(draft: ChannelDraft): ChannelSettings {
  const said = CHANNEL_FIELDS.map((field) => [field, draft.fields[field].trim()] as const);
  return {
    name: draft.name.trim(),
    action_type: draft.actionType,
    credential_id: draft.credential === '' ? null : Number(draft.credential),
    field_map: Object.fromEntries(said.filter(([, property]) => property !== '')),
    outputs: draft.outputs,
    data_source_id: draft.dataSource.trim() === '' ? null : draft.dataSource.trim(),
    language: draft.language.trim() === '' ? 'auto' : draft.language.trim(),
  };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Only what was changed in the form: the rest stays as it is, also where this page does not know it. */
export function changesOf(before: ChannelDraft, after: ChannelDraft): Partial<ChannelSettings> {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  const changed = Object.entries(is).filter(([member, value]) => !isSame(value, was[member as keyof ChannelSettings]));
  return Object.fromEntries(changed);
}

/** All that can be chosen: what the server offers, and what the channel has although the server offers it no more. */
export const outputsToChoose = (offered: readonly OutputItem[], chosen: readonly string[]): readonly string[] => [
  ...new Set([...offered.map(({ name }) => name), ...chosen]),
];
