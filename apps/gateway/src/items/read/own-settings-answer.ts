import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { integer, orNull, ref, text } from '../../kit/http/schemas.js';
import { MetadataConfig, OutputConfigBody, ProcessingConfig } from '../runs/run-overrides.dto.js';

@ApiSchema({ name: 'BoundTemplate' })
export class BoundTemplateAnswer {
  @Field(integer('The id of the template.', { minimum: 1 })) id!: number;
  @Field(orNull(text('Its present name; null if it no longer exists.'))) name!: string | null;
}

@ApiSchema({ name: 'PreferencesAnswer' })
export class PreferencesAnswer {
  @OptionalField(ref(ProcessingConfig, 'Settings of every later run.')) processing_config?: ProcessingConfig;
  @OptionalField(ref(MetadataConfig, 'The texts that outputs receive.')) metadata_config?: MetadataConfig;
  @OptionalField(ref(OutputConfigBody, 'Where every later run delivers to.')) output_config?: OutputConfigBody;
}
