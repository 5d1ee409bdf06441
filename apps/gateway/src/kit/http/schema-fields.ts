import { requestRulesOf } from '@throughline/contracts';
import type { Static, TProperties, TSchema } from 'typebox';
import {
  ChoiceField,
  FlagField,
  IntegerField,
  IntegersField,
  NumberField,
  TextField,
  TextsField,
  type NumberOptions,
  type TextOptions,
} from './fields.js';

interface Keywords {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: Keywords;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** Names the limits as the decorators of fields do. */
const limitsOf = <Name extends string>(limits: Readonly<Record<Name, number | undefined>>): { readonly [K in Name]?: number } =>
  Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)) as { readonly [K in Name]?: number };

function SettingField(schema: TSchema): PropertyDecorator {
  const keywords: Keywords = schema;
  const { type, enum: choices, description = '', items = {}, minItems, maxItems } = keywords;
  const { limits, plain, message } = requestRulesOf(schema);
  const numberOf = ({ minimum: min, maximum: max }: Keywords): NumberOptions => limits ?? limitsOf({ min, max });
  const textOf = ({ minLength: min, maxLength: max, pattern }: Keywords): TextOptions => ({
    ...limitsOf({ min, max }),
    ...(pattern === undefined ? {} : { pattern: new RegExp(pattern) }),
    ...(plain === undefined ? {} : { plain }),
    ...(message === undefined ? {} : { message }),
  });
  if (choices !== undefined) return ChoiceField(description, choices);
  switch (type) {
    case 'boolean':
      return FlagField(description);
    case 'integer':
      return IntegerField(description, numberOf(keywords));
    case 'number':
      return NumberField(description, numberOf(keywords));
    case 'string':
      return TextField(description, textOf(keywords));
    case 'array':
      return items.type === 'integer'
        ? IntegersField(description, numberOf(items), limitsOf({ minItems, maxItems }))
        : TextsField(description, textOf(items), limitsOf({ minItems, maxItems }));
    default:
      throw new Error(`No field of a request is made from a schema of the type ${String(type)}: name it in 'own'`);
  }
}

type SettingsIn<Properties extends TProperties, Own> = {
  [K in Exclude<keyof Properties, Own>]?: Static<Properties[K]>;
};

/**
 * Returns a class with a request field for each setting of the schema. `own` names those that the class declares by itself, because
 * requests have another shape of them.
 */
export function settingsOf<Properties extends TProperties, Own extends string = never>(
  { properties }: { readonly properties: Properties },
  own: readonly Own[] = [],
): new () => SettingsIn<Properties, Own> {
  class Settings {}
  for (const [name, schema] of Object.entries(properties))
    if (!own.some((one) => one === name)) SettingField(schema)(Settings.prototype, name);
  return Settings;
}
