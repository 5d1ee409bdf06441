import { LONGEST_TITLE } from '@throughline/domain';
import { LONGEST_ADDRESS, SOURCE_KIND_PATTERN, SimulatedSourceSchema } from '@throughline/contracts';
import { FlagField, ObjectField, SettingsField, TextField } from '../../kit/http/fields.js';
import { LanguageField } from '../../kit/http/language.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import type { SourceSettings } from '../../workers/simulation/index.js';
import { IS_MAPPED, LANGUAGE } from './register-fields.dto.js';

export const ADDRESS = 'The public http or https address to fetch. Its query and user are stored sealed, and never shown.';
export const ADDRESS_LIMITS = {
  min: 1,
  max: LONGEST_ADDRESS,
  plain: true,
  example: 'https://files.example/talks/weekly.mp4',
} as const;

export class RegisteredSource {
  @TextField('`simulated`, where simulation is on.', { pattern: new RegExp(SOURCE_KIND_PATTERN), required: true })
  kind = '';

  @SettingsField('The content of the source.', SimulatedSourceSchema)
  settings?: SourceSettings;
}

/**
 * The body that registers a recording whose bytes are fetched instead of sent. With `run`, it overrides the run's
 * configuration.
 */
export class RegisterSource extends RunOverrides {
  @TextField(ADDRESS, ADDRESS_LIMITS)
  url?: string;

  @ObjectField('Replaces `url`.', RegisteredSource)
  source?: RegisteredSource;

  @TextField('For people.', { min: 1, max: LONGEST_TITLE, plain: true })
  title?: string;

  @LanguageField(LANGUAGE, { example: 'pt-BR' })
  language?: string;

  @FlagField('Starts a run immediately.', { default: false })
  run?: boolean;

  @FlagField(IS_MAPPED, { default: true })
  is_mapped?: boolean;
}
