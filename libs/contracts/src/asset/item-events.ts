import { Type } from 'typebox';
import { MetadataPatternsSchema } from '../runs/metadata.js';
import { StoredSettingsSchema } from '../runs/stored-settings.js';
import { By, Language, event } from './event-definition.js';

const TemplateId = Type.Integer({ minimum: 1 });

/** The texts of an item that people can change. */
export const DESCRIBED_FIELDS = ['title', 'description', 'tags'] as const;

/** The events about an item's own settings and texts, apart from its runs. */
export const itemEvents = {
  /** A person has corrected the spoken language. The present transcript stays until a run transcribes the recording again. */
  LanguageChanged: event({ version: 1, since: 3, data: Type.Object({ by: By, language: Language }) }),
  /** Runs that start later use the template's settings of that time. Its name and settings stay in the control data. */
  TemplateBound: event({ version: 1, since: 4, data: Type.Object({ by: By, template: TemplateId }) }),
  TemplateUnbound: event({ version: 1, since: 4, data: Type.Object({ by: By }) }),
  /** Replaces the item's own settings. Empty preferences remove them. */
  PreferencesChanged: event({
    version: 2,
    since: 4,
    data: Type.Object({ by: By, preferences: StoredSettingsSchema }),
    personal: Type.Object({ patterns: Type.Optional(MetadataPatternsSchema) }),
  }),
  /** A person has described the item. A field without a text in the sealed part was removed. */
  AssetDescribed: event({
    version: 1,
    since: 4,
    data: Type.Object({
      by: By,
      fields: Type.Array(Type.Enum(DESCRIBED_FIELDS), { minItems: 1, maxItems: DESCRIBED_FIELDS.length }),
    }),
    personal: Type.Object({
      title: Type.Optional(Type.String()),
      description: Type.Optional(Type.String()),
      tags: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
    }),
  }),
};
