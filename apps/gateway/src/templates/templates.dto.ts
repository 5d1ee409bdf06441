import type { StoredSettings } from '@throughline/contracts';
import { ApiSchema } from '@nestjs/swagger';
import { Field, FlagField, OptionalField } from '../http/fields.js';
import { count, flag, integer, list, ref, text, time } from '../http/schemas.js';
import { NameField } from '../http/requests/name-field.js';
import {
  METADATA,
  MetadataConfig,
  OUTPUTS,
  OutputConfigBody,
  PROCESSING,
  ProcessingConfig,
  SavedConfigBody,
} from '../items/index.js';
import type { UsedTemplate, UserSettings } from './template.js';

const DRAFT = 'A draft is unfinished: no run uses it.';
const NAME = 'Unique within the library.';
const REVISION = 'Grows with every change; in quotation marks it is the `ETag`.';

export class TemplateBody extends SavedConfigBody {
  @NameField(NAME)
  name = '';

  @FlagField(DRAFT, { default: false })
  is_draft?: boolean | null;
}

class SavedConfigAnswer {
  @OptionalField(ref(ProcessingConfig, PROCESSING)) processing_config?: NonNullable<StoredSettings['processing_config']>;
  @OptionalField(ref(MetadataConfig, METADATA)) metadata_config?: NonNullable<StoredSettings['metadata_config']>;
  @OptionalField(ref(OutputConfigBody, OUTPUTS)) output_config?: NonNullable<StoredSettings['output_config']>;
}

@ApiSchema({ name: 'Template' })
export class TemplateAnswer extends SavedConfigAnswer {
  @Field(integer('The number of the template.', { minimum: 1 })) id!: number;
  @Field(text(NAME)) name!: string;
  @Field(flag(DRAFT)) is_draft!: boolean;
  @Field(integer(REVISION, { minimum: 1 })) revision!: number;
  @Field(count('The items that are bound to it; deleted ones do not count.')) used_by!: number;
  @Field(time('When the template was made.')) created_at!: string;
  @Field(time('When the template was last changed.')) updated_at!: string;
}

export class TemplateList {
  @Field(list(TemplateAnswer, 'Oldest first.')) items!: readonly TemplateAnswer[];
}

@ApiSchema({ name: 'UserSettings' })
export class SettingsAnswer extends SavedConfigAnswer {
  @Field(integer(REVISION, { minimum: 1 })) revision!: number;
}

export const renderTemplate = ({ template, usedBy }: UsedTemplate): TemplateAnswer => ({
  id: template.id,
  name: template.name,
  is_draft: template.isDraft,
  ...template.config,
  revision: template.revision,
  used_by: usedBy,
  created_at: template.createdAt,
  updated_at: template.updatedAt,
});

export const renderSettings = ({ config, revision }: UserSettings): SettingsAnswer => ({ ...config, revision });
