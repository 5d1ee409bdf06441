import type { SharedSettings } from '@throughline/contracts';
import { ApiSchema } from '@nestjs/swagger';
import type { MatchingRules, UnusableConfig } from '@throughline/domain';
import { Field, FlagField, ObjectField, OptionalField } from '../kit/http/fields.js';
import { count, flag, integer, list, orNull, ref, text, time, words } from '../kit/http/schemas.js';
import { NamedRow } from '../kit/http/named-row.js';
import { NameField } from '../kit/http/requests/name-field.js';
import {
  METADATA,
  MetadataConfig,
  OUTPUTS,
  OutputConfigBody,
  PROCESSING,
  ProcessingConfig,
  RETENTION_CONFIG,
  RetentionConfigBody,
  SharedConfigBody,
} from '../items/index.js';
import { MATCHING, MatchingRulesBody } from './matching-rules.dto.js';
import type { CheckedSettings, UsedTemplate } from './template.js';

const DRAFT = 'A draft is unfinished: no run uses it.';
const NAME = 'Unique within the library.';
const REVISION = 'Grows with every change; in quotation marks it is the `ETag`.';

export class TemplateBody extends SharedConfigBody {
  @NameField(NAME)
  name = '';

  @FlagField(DRAFT, { default: false })
  is_draft?: boolean | null;

  @ObjectField(MATCHING, MatchingRulesBody)
  matching_rules?: MatchingRulesBody | null;
}

class SavedConfigAnswer {
  @OptionalField(ref(ProcessingConfig, PROCESSING)) processing_config?: NonNullable<SharedSettings['processing_config']>;
  @OptionalField(ref(MetadataConfig, METADATA)) metadata_config?: NonNullable<SharedSettings['metadata_config']>;
  @OptionalField(ref(OutputConfigBody, OUTPUTS)) output_config?: NonNullable<SharedSettings['output_config']>;
  @OptionalField(ref(RetentionConfigBody, RETENTION_CONFIG)) retention_config?: NonNullable<SharedSettings['retention_config']>;
}

@ApiSchema({ name: 'TemplateProblem' })
export class TemplateProblemAnswer {
  @Field(words(['settings-conflict', 'output-missing'], 'The problem that a run would get.')) code!: string;
  @Field(text('The settings and places that do not fit, for people.')) detail!: string;
  @Field(text('The change that helps.')) try_instead!: string;
}

@ApiSchema({ name: 'UnusableTemplate' })
export class UnusableTemplateAnswer extends TemplateProblemAnswer {
  @Field(integer('The number of the template.', { minimum: 1 })) id!: number;
  @Field(text('Its name.')) name!: string;
}

@ApiSchema({ name: 'TemplateUsers' })
class TemplateUsersAnswer {
  @Field(list(NamedRow, 'The sources that bind their new items to it.')) sources!: readonly NamedRow[];
  @Field(list(NamedRow, 'The jobs that choose items by it.')) jobs!: readonly NamedRow[];
}

@ApiSchema({ name: 'Template' })
export class TemplateAnswer extends SavedConfigAnswer {
  @Field(integer('The number of the template.', { minimum: 1 })) id!: number;
  @Field(text(NAME)) name!: string;
  @Field(flag(DRAFT)) is_draft!: boolean;
  @OptionalField(ref(MatchingRulesBody, MATCHING)) matching_rules?: MatchingRules;
  @Field(integer(REVISION, { minimum: 1 })) revision!: number;
  @Field(count('The items that are bound to it; deleted ones do not count.')) used_by!: number;
  @Field(ref(TemplateUsersAnswer, 'The sources and jobs that use it.')) named_by!: TemplateUsersAnswer;
  @Field(
    orNull(
      TemplateProblemAnswer,
      'Why no run of a new item could use it with the present settings of the library; null if one could, and for drafts.',
    ),
  )
  problem!: TemplateProblemAnswer | null;
  @Field(time('When the template was made.')) created_at!: string;
  @Field(time('When the template was last changed.')) updated_at!: string;
}

export class TemplateList {
  @Field(list(TemplateAnswer, 'Oldest first.')) items!: readonly TemplateAnswer[];
}

@ApiSchema({ name: 'UserSettings' })
export class SettingsAnswer extends SavedConfigAnswer {
  @Field(integer(REVISION, { minimum: 1 })) revision!: number;
  @Field(list(UnusableTemplateAnswer, 'The templates that no run of a new item could use with these settings.'))
  unusable_templates!: readonly UnusableTemplateAnswer[];
}

const renderProblem = ({ code, detail, tryInstead }: UnusableConfig) => ({ code, detail, try_instead: tryInstead });

export const renderTemplate = ({ template, use, problem }: UsedTemplate): TemplateAnswer => ({
  id: template.id,
  name: template.name,
  is_draft: template.isDraft,
  ...template.config,
  ...(template.matchingRules === undefined ? {} : { matching_rules: template.matchingRules }),
  revision: template.revision,
  used_by: use.items.count,
  named_by: { sources: use.sources, jobs: use.jobs },
  problem: problem === undefined ? null : renderProblem(problem),
  created_at: template.createdAt,
  updated_at: template.updatedAt,
});

export const renderSettings = ({ config, revision, unusableTemplates }: CheckedSettings): SettingsAnswer => ({
  ...config,
  revision,
  unusable_templates: unusableTemplates.map(({ id, name, ...problem }) => ({ id, name, ...renderProblem(problem) })),
});
