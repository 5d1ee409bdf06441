import { Type, type Static } from 'typebox';

export const OUTPUT_TYPE_PATTERN = '^[a-z][a-z0-9_]{0,29}$';
export const SETTING_PATTERN = '^[a-z][a-z0-9_]{0,39}$';
/** `list`: a text of names with commas between them. `credential`: the id of a credential. */
export const SETTING_KINDS = ['text', 'list', 'choice', 'switch', 'number', 'credential'] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];
/** Characters of one setting, and settings of one output. */
export const OUTPUT_LIMITS = { value: 1_000, settings: 30 } as const;

const SettingOptionSchema = Type.Object({
  value: Type.String({ minLength: 1, maxLength: OUTPUT_LIMITS.value }),
  /** The option belongs to this value of the setting that `depends_on` names. */
  of: Type.Optional(Type.String({ minLength: 1, maxLength: OUTPUT_LIMITS.value })),
});
export type SettingOption = Static<typeof SettingOptionSchema>;

/** One setting of an output, as a field of a form. */
const OutputSettingSchema = Type.Object({
  key: Type.String({ pattern: SETTING_PATTERN }),
  label: Type.String({ minLength: 1, maxLength: 100 }),
  kind: Type.Enum(SETTING_KINDS),
  required: Type.Boolean(),
  hint: Type.Optional(Type.String({ maxLength: 300 })),
  /** The only values of a choice. */
  options: Type.Optional(Type.Array(SettingOptionSchema, { maxItems: 500 })),
  depends_on: Type.Optional(Type.String({ pattern: SETTING_PATTERN })),
  /** The type of the credential. */
  credential: Type.Optional(Type.String({ pattern: '^[a-z]{1,30}$' })),
  /** Another type that fits too. */
  other_credential: Type.Optional(Type.String({ pattern: '^[a-z]{1,30}$' })),
  min: Type.Optional(Type.Integer()),
});
export type OutputSetting = Static<typeof OutputSettingSchema>;

/** A type of output that users can set up, with the form of its settings. */
export const OutputTypeSchema = Type.Object({
  type: Type.String({ pattern: OUTPUT_TYPE_PATTERN }),
  label: Type.String({ minLength: 1, maxLength: 100 }),
  settings: Type.Array(OutputSettingSchema, { maxItems: OUTPUT_LIMITS.settings }),
});
export type OutputType = Static<typeof OutputTypeSchema>;

/** A request to the upload service for the types that it can deliver to. */
export const OutputTypesRequestSchema = Type.Object({ v: Type.Literal(1) });

export const OutputTypesReplySchema = Type.Object({ v: Type.Literal(1), types: Type.Array(OutputTypeSchema, { maxItems: 50 }) });
export type OutputTypesReply = Static<typeof OutputTypesReplySchema>;
