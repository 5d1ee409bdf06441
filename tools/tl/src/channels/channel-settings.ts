import { DEFAULT_FIELD_MAP } from '@throughline/contracts';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { findCredentialNumber } from './find-channel.js';

/** `[field, property]` as typed. An empty property removes the field from the map. */
export type TypedField = readonly [string, string];
type FieldMap = Readonly<Record<string, string>>;

/** Options for a channel. Commander sets `false` for `--no-…`, which clears the setting. */
export interface ChannelSettings {
  readonly credential?: string | false;
  readonly output?: readonly string[];
  /** `true` by Commander's default, unless `--no-outputs` is given. */
  readonly outputs?: boolean;
  readonly field?: readonly TypedField[];
  readonly action?: string;
  readonly dataSource?: string | false;
  readonly language?: string;
}

const fieldMapWith = (fields: readonly TypedField[], before: FieldMap): FieldMap =>
  Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(fields) }).filter(([, property]) => property !== ''));

const outputsIn = ({ output, outputs }: ChannelSettings): readonly string[] | undefined => {
  if (outputs !== false) return output;
  if (output !== undefined) throw new CliError('usage', '--output and --no-outputs exclude each other');
  return [];
};

/**
 * Returns the given settings in the API's form and leaves out all others. Fields are added to those of `fieldsBefore`, which
 * defaults to the server's own default.
 */
export async function buildChannelBody(
  client: HttpClient,
  settings: ChannelSettings,
  fieldsBefore: FieldMap = DEFAULT_FIELD_MAP,
): Promise<Readonly<Record<string, unknown>>> {
  const { credential, field, action, dataSource, language } = settings;
  const body = {
    outputs: outputsIn(settings),
    field_map: field === undefined ? undefined : fieldMapWith(field, fieldsBefore),
    action_type: action,
    data_source_id: dataSource === false ? null : dataSource,
    language,
    credential_id:
      typeof credential === 'string' ? await findCredentialNumber(client, credential) : credential === false ? null : undefined,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
