import { RUN_LIMITS, RunConfigSchema, SimulationSchema, type StageType } from '@throughline/contracts';
import { STAGE_NAMES } from '@throughline/domain';
import {
  ChoicesField,
  FlagField,
  IntegerField,
  ObjectField,
  SettingsField,
  TextField,
  TextsField,
} from '../../kit/http/fields.js';
import { OUTPUT_NAME_OPTIONS } from '../../kit/http/requests/output-name-options.js';
import { patternOptions } from '../../kit/http/requests/pattern-options.js';
import { VocabularyField } from '../../kit/http/requests/vocabulary-field.js';
import { settingsOf } from '../../kit/http/schema-fields.js';

const { trimming, transcription, topics_display, document, retry, limits } = RunConfigSchema.properties;

class TrimmingOverrides extends settingsOf(trimming) {}

class TranscriptionOverrides extends settingsOf(transcription, ['vocabulary']) {
  @VocabularyField('Names and terms that occur in the speech, for engines that take them; used before those of the library.')
  vocabulary?: string[];
}

class TopicsDisplayOverrides extends settingsOf(topics_display) {}

class MetadataOverrides extends settingsOf(document.properties.metadata) {}

class DocumentOverrides extends settingsOf(document, ['metadata']) {
  @ObjectField('How title, date and sender are found.', MetadataOverrides)
  metadata?: MetadataOverrides;
}

class RetryOverrides extends settingsOf(retry) {}

class LimitsOverrides extends settingsOf(limits) {}

export class ProcessingConfig {
  @ObjectField('Cutting off silence.', TrimmingOverrides)
  trimming?: TrimmingOverrides;

  @ObjectField('The text stages.', TranscriptionOverrides)
  transcription?: TranscriptionOverrides;

  @ObjectField('As in `metadata_config`, which wins over it. Older clients send it here.', TopicsDisplayOverrides)
  topics_display?: TopicsDisplayOverrides;

  @ObjectField('How often, and for how long, failed steps are tried again.', RetryOverrides)
  retry?: RetryOverrides;

  @ObjectField('How long attempts may take.', LimitsOverrides)
  limits?: LimitsOverrides;

  @ObjectField('How a document is read, named and filed.', DocumentOverrides)
  document?: DocumentOverrides;

  /** Checked by its own schema if simulation is on (docs/simulation.md). */
  @SettingsField('Scripts of simulated connectors by step, where simulation is on.', SimulationSchema)
  simulation?: Record<string, unknown>;
}

/** The texts that the outputs of a recording receive (CFG-02). */
export class MetadataConfig {
  @TextField('The title at outputs: `{title} ({date})`. Default: the title of the recording.', {
    min: 1,
    ...patternOptions('title_pattern'),
  })
  title_pattern?: string;

  @TextField('The description at outputs: `{description}`, `{topics}`. Default: `{topics}`. Empty: none.', {
    ...patternOptions('description_pattern'),
  })
  description_pattern?: string;

  @ObjectField('How outputs show the topics.', TopicsDisplayOverrides)
  topics_display?: TopicsDisplayOverrides;
}

/** Requests name outputs. They cannot change a destination. */
export class OutputConfigBody {
  @TextsField('Names of shared or own outputs. They replace those of the earlier run.', OUTPUT_NAME_OPTIONS, {
    maxItems: RUN_LIMITS.outputs.max,
    unique: true,
  })
  outputs?: string[];

  @FlagField('Delivers as soon as the content is ready; default: true. `false`: the outputs wait until a person publishes them.')
  auto_upload?: boolean;
}

export class RunOverrides {
  @ObjectField('Settings of this run; the others stay as last requested.', ProcessingConfig)
  processing_config?: ProcessingConfig;

  @ObjectField('The texts that outputs receive.', MetadataConfig)
  metadata_config?: MetadataConfig;

  @ObjectField('Where the run delivers to.', OutputConfigBody)
  output_config?: OutputConfigBody;

  @IntegerField('A template of yours for this run. It ranks below the preferences of the item.', {
    min: 1,
    max: 999_999_999_999_999,
  })
  template_id?: number;

  @FlagField('Also binds the template to the item, once the run has started.', { default: false })
  bind_template?: boolean;

  @ChoicesField(
    'Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay.',
    STAGE_NAMES,
    { unique: true },
  )
  repeat?: StageType[];
}
