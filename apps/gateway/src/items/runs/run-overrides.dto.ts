import {
  BATCH_ID_PATTERN,
  GRANULARITIES,
  LONGEST_TOPIC,
  OCR_LANGUAGE_PATTERN,
  RUN_LIMITS,
  SimulationSchema,
  TOPICS_FORMATS,
  TOPICS_HEADING,
  TOPICS_LOCATIONS,
  withItems,
  type StageType,
} from '@throughline/contracts';
import { STAGE_NAMES, stages } from '@throughline/domain';
import {
  ChoiceField,
  ChoicesField,
  FlagField,
  IntegerField,
  IntegersField,
  NumberField,
  ObjectField,
  SettingsField,
  TextField,
  TextsField,
} from '../../http/fields.js';
import { OUTPUT_NAME_OPTIONS } from '../../http/requests/output-name-options.js';
import { patternOptions } from '../../http/requests/pattern-options.js';
import { VocabularyField } from '../../http/requests/vocabulary-field.js';

class MetadataOverrides {
  @TextField('The model, of the endpoint that the server is configured with.', { ...RUN_LIMITS.model, plain: true })
  model?: string;
}

class DocumentOverrides {
  @TextsField(
    'The languages of a scan, by their codes for text recognition: `eng`, `deu`.',
    { pattern: new RegExp(OCR_LANGUAGE_PATTERN), message: '$property must be languages such as eng or chi_sim' },
    withItems(RUN_LIMITS.languages),
  )
  languages?: string[];

  @IntegerField('A document with more pages is refused.', RUN_LIMITS.pages)
  max_pages?: number;

  @IntegerField('The largest page or image that is read without reducing it.', RUN_LIMITS.pixels)
  max_pixels?: number;

  @TextField('The pattern of its file name: `{{date}} {{sender}} {{title}}`.', { ...RUN_LIMITS.namePattern, plain: true })
  name_pattern?: string;

  @TextField('The pattern of its folder, with `/` between levels.', { max: RUN_LIMITS.folderPattern.max, plain: true })
  folder_pattern?: string;

  @FlagField('Writes the results into the PDF.')
  embed?: boolean;

  @ObjectField('How title, date and sender are found.', MetadataOverrides)
  metadata?: MetadataOverrides;
}

const topicLength = { min: 1, max: LONGEST_TOPIC };
const WaitsField = (description: string): PropertyDecorator =>
  IntegersField(description, RUN_LIMITS.backoffMs, withItems(RUN_LIMITS.backoffs));

export class TrimmingOverrides {
  @FlagField(stages.TRIM.about)
  enable_trimming?: boolean;

  @NumberField('dBFS', RUN_LIMITS.silenceThreshold)
  silence_threshold?: number;

  @FlagField(
    'MP4 and MOV start exactly where the sound begins, by an edit list and without encoding. By default a cut starts at the keyframe before it.',
  )
  exact?: boolean;
}

export class TranscriptionOverrides {
  @FlagField(stages.TRANSCRIBE.about)
  enable_transcription?: boolean;

  @FlagField(stages.EXTRACT_TOPICS.about)
  enable_topics?: boolean;

  @FlagField(stages.GENERATE_SUBTITLES.about)
  enable_subtitles?: boolean;

  /** FLR-06. */
  @FlagField('Skips a text stage that fails permanently, and continues.')
  allow_errors?: boolean;

  /** TRN-02. */
  @FlagField('Hands the work to an engine that works when it has capacity, and polls for the result.')
  batch?: boolean;

  /** TRN-03. */
  @TextField('The id of work that was handed over earlier: only its result is fetched.', {
    pattern: new RegExp(BATCH_ID_PATTERN),
  })
  batch_id?: string;

  @IntegerField('The seconds that a batch may take; default: 3000.', RUN_LIMITS.maxWaitSeconds)
  max_wait_time?: number;

  @ChoiceField('The length of the list of topics.', GRANULARITIES)
  granularity?: string;

  @VocabularyField('Names and terms that occur in the speech, for engines that take them; used before those of the library.')
  vocabulary?: string[];
}

export class TopicsDisplayOverrides {
  @FlagField('Shows the topics; default: true.')
  enabled?: boolean;

  @IntegerField('Characters: shorter titles are left out; default: 1.', topicLength)
  min_length?: number;

  @IntegerField('Characters: longer titles are cut; default: 200. Not less than `min_length`.', topicLength)
  max_length?: number;

  @ChoiceField('In the description, at outputs that have one, or nowhere.', TOPICS_LOCATIONS)
  display_location?: string;

  @ChoiceField('One line for each, or all in one line.', TOPICS_FORMATS)
  format?: string;

  @TextField('The heading; default: `Topics:`. Empty: none.', {
    pattern: new RegExp(TOPICS_HEADING),
    message: '$property must be one line of at most 100 characters',
  })
  heading?: string;
}

export class RetryOverrides {
  @IntegerField('The attempts of a step, the first one included.', RUN_LIMITS.maxAttempts)
  max_attempts?: number;

  @WaitsField('The backoff before attempts 2, 3 …; the last value repeats.')
  backoff_ms?: number[];

  @WaitsField('The intervals between checks for an awaited dependency; the last value repeats.')
  wait_ms?: number[];

  @IntegerField('The number of lost workers in a row, without progress, after which a step fails.', RUN_LIMITS.maxCrashes)
  max_crashes?: number;

  @IntegerField('No retry starts later than this after the first failure.', RUN_LIMITS.budgetMs)
  budget_ms?: number;
}

export class LimitsOverrides {
  @IntegerField('The longest time of one attempt of the download or a stage.', RUN_LIMITS.attemptMs)
  step_timeout_ms?: number;

  @NumberField('The timeout is at least this many times the length of the recording.', RUN_LIMITS.mediaFactor)
  timeout_media_factor?: number;

  @IntegerField('An attempt without progress for this long is ended and tried again.', RUN_LIMITS.attemptMs)
  no_progress_ms?: number;
}

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

/** Requests name outputs that the operator has configured. They cannot change a destination. */
export class OutputConfigBody {
  @TextsField('Names of outputs of the server. They replace those of the earlier run.', OUTPUT_NAME_OPTIONS, {
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
