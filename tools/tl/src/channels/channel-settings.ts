import { DEFAULT_FIELD_MAP } from '@throughline/contracts';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { credentialNumber } from './find-channel.js';

/** `[field, property]` as they were typed; an empty property takes the field out of the map. */
export type TypedField = readonly [string, string];
type FieldMap = Readonly<Record<string, string>>;

/** What can be said of a channel. `false` is what `--no-…` makes: none of it. */
export interface ChannelSettings {
  readonly credential?: string | false;
  readonly output?: readonly string[];
  /** Commander says true where nothing was said. */
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
 * What was said of a channel as the API takes it; what was not said is left out. Fields are said in addition to what was there before, or to what
 * the server takes where it is told of none.
 */
export async function channelBody(
  client: HttpClient,
  settings: ChannelSettings,
  fieldsBefore: FieldMap = DEFAULT_FIELD_MAP,
): Promise<Readonly<Record<string, unknown>>> {
  const { credential, field, action, dataSource, language } = settings;
  const said = {
    outputs: outputsIn(settings),
    field_map: field === undefined ? undefined : fieldMapWith(field, fieldsBefore),
    action_type: action,
    data_source_id: dataSource === false ? null : dataSource,
    language,
    credential_id:
      typeof credential === 'string' ? await credentialNumber(client, credential) : credential === false ? null : undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
