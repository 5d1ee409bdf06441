import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { TextLength, type TextLimits } from './requests/text-length.js';
import { jsonOf, orNull, ref, type Json, type Model, type Schema } from './schemas.js';

/** Accepts visible text only: PostgreSQL refuses NUL, and control characters do not belong in a title. */
const IsPlainText = (options?: ValidationOptions): PropertyDecorator =>
  Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must not contain control characters', ...options });

/*
 * Decorators for the fields of requests and answers. Each states type, limits and text once, for the validation and for the
 * OpenAPI document alike.
 */

const fieldNames = new WeakMap<object, Set<string | symbol>>();

const Named: PropertyDecorator = ({ constructor }, name) => {
  fieldNames.set(constructor, (fieldNames.get(constructor) ?? new Set<string | symbol>()).add(name));
};

/** Returns the fields that the class declares itself. Others, e.g. facts of a newer worker, are not part of the API yet. */
export const pickDescribed = <Value>(model: Model, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => fieldNames.get(model)?.has(name) === true));

/** Declares a field in the document. `oneOf` keeps the schema as it is; `describeApi` unwraps it. */
const Documented = ({ json }: Schema, required: boolean): PropertyDecorator => {
  const { description, ...schema } = json as Json & { description?: string };
  const property = ApiProperty({
    type: 'string',
    required,
    ...(description === undefined ? {} : { description }),
    oneOf: [schema],
  } as never);
  return applyDecorators(Named, property);
};

/** A field of an answer that is always present. */
export const Field = (schema: Schema): PropertyDecorator => Documented(schema, true);
/** A field of an answer that may be absent. */
export const OptionalField = (schema: Schema): PropertyDecorator => Documented(schema, false);

export interface RequestFieldOptions {
  /** A field may be absent (or `null` in a body) unless it is required. */
  readonly required?: boolean;
  readonly default?: unknown;
  readonly example?: unknown;
}

const documentedOptions = ({ default: byDefault, example }: RequestFieldOptions): Json => ({
  ...(byDefault === undefined ? {} : { default: byDefault }),
  ...(example === undefined ? {} : { examples: [example] }),
});

/** Closes the object that has this field: requests with other fields are refused. */
const Closed: PropertyDecorator = (target) => {
  ApiExtension('x-closed', true)(target.constructor);
};

/** A `null` means the same as a missing field, so the default takes its place too. */
const withDefault = ({ default: byDefault }: RequestFieldOptions): readonly PropertyDecorator[] =>
  byDefault === undefined ? [] : [Transform(({ value }: { value: unknown }) => (value === null ? byDefault : value))];

/** Composes a request field of a schema and the validators that enforce it. */
export const RequestField = (
  schema: Schema,
  options: RequestFieldOptions,
  ...validators: readonly PropertyDecorator[]
): PropertyDecorator =>
  applyDecorators(
    Closed,
    Documented(jsonOf({ ...schema.json, ...documentedOptions(options) }), options.required === true),
    ...(options.required === true ? [] : [IsOptional(), ...withDefault(options)]),
    ...validators,
  );

export interface TextOptions extends RequestFieldOptions {
  /** Characters. */
  readonly min?: number;
  readonly max?: number;
  readonly tooLong?: TextLimits['tooLong'];
  readonly pattern?: RegExp;
  /** Replaces the message for a text that does not match the pattern. */
  readonly message?: string;
  /** Refuses control characters. */
  readonly plain?: boolean;
}

const textSchema = ({ min, max, pattern }: TextOptions): Json => ({
  type: 'string',
  ...(min === undefined ? {} : { minLength: min }),
  ...(max === undefined ? {} : { maxLength: max }),
  ...(pattern === undefined ? {} : { pattern: pattern.source }),
});

function textValidators({ min, max, tooLong, pattern, message, plain }: TextOptions, each = false): readonly PropertyDecorator[] {
  const about: ValidationOptions = each ? { each } : {};
  return [
    IsString(about),
    ...(min === undefined && max === undefined ? [] : [TextLength({ min, max, tooLong }, about)]),
    ...(pattern === undefined ? [] : [Matches(pattern, { ...about, ...(message === undefined ? {} : { message }) })]),
    ...(plain === true ? [IsPlainText(about)] : []),
  ];
}

export const TextField = (description: string, options: TextOptions = {}): PropertyDecorator =>
  RequestField(jsonOf({ ...textSchema(options), description }), options, ...textValidators(options));

export const FlagField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(jsonOf({ type: 'boolean', description }), options, IsBoolean());

export interface NumberOptions extends RequestFieldOptions {
  readonly min?: number;
  readonly max?: number;
}

const bounds = ({ min, max }: NumberOptions): Json => ({
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max }),
});
const boundValidators = ({ min, max }: NumberOptions, each = false): readonly PropertyDecorator[] => [
  ...(min === undefined ? [] : [Min(min, { each })]),
  ...(max === undefined ? [] : [Max(max, { each })]),
];

export const IntegerField = (description: string, options: NumberOptions = {}): PropertyDecorator =>
  RequestField(jsonOf({ type: 'integer', ...bounds(options), description }), options, IsInt(), ...boundValidators(options));

/** An integer for which null has a meaning of its own. */
export const IntegerOrNullField = (description: string, options: NumberOptions = {}): PropertyDecorator =>
  RequestField(
    orNull(jsonOf({ type: 'integer', ...bounds(options) }), description),
    options,
    IsInt(),
    ...boundValidators(options),
  );

export const NumberField = (description: string, options: NumberOptions = {}): PropertyDecorator =>
  RequestField(jsonOf({ type: 'number', ...bounds(options), description }), options, IsNumber(), ...boundValidators(options));

export const ChoiceField = (
  description: string,
  values: readonly string[],
  options: RequestFieldOptions = {},
): PropertyDecorator => RequestField(jsonOf({ type: 'string', enum: [...values], description }), options, IsIn(values));

export interface ListOptions extends RequestFieldOptions {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly unique?: boolean;
}

const listSchema = (description: string, items: Json, { minItems, maxItems, unique }: ListOptions): Schema =>
  jsonOf({
    type: 'array',
    items,
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(unique === true ? { uniqueItems: true } : {}),
    description,
  });

const listValidators = ({ minItems, maxItems, unique }: ListOptions): readonly PropertyDecorator[] => [
  IsArray(),
  ...(minItems === undefined ? [] : [ArrayMinSize(minItems)]),
  ...(maxItems === undefined ? [] : [ArrayMaxSize(maxItems)]),
  ...(unique === true ? [ArrayUnique()] : []),
];

export const TextsField = (description: string, each: TextOptions, options: ListOptions = {}): PropertyDecorator =>
  RequestField(
    listSchema(description, textSchema(each), options),
    options,
    ...listValidators(options),
    ...textValidators(each, true),
  );

export const ChoicesField = (description: string, values: readonly string[], options: ListOptions = {}): PropertyDecorator =>
  RequestField(
    listSchema(description, { type: 'string', enum: [...values] }, options),
    options,
    ...listValidators(options),
    IsIn(values, { each: true }),
  );

export const IntegersField = (description: string, each: NumberOptions, options: ListOptions = {}): PropertyDecorator =>
  RequestField(
    listSchema(description, { type: 'integer', ...bounds(each) }, options),
    options,
    ...listValidators(options),
    IsInt({ each: true }),
    ...boundValidators(each, true),
  );

export const ObjectField = (description: string, model: Model, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(
    ref(model, description),
    options,
    IsObject(),
    ValidateNested(),
    Type(() => model),
  );

export const ObjectsField = (description: string, model: Model, options: ListOptions = {}): PropertyDecorator => {
  return RequestField(
    listSchema(description, ref(model).json, options),
    options,
    ...listValidators(options),
    // Without it, a list inside the list passes as an item without fields.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => model),
  );
};

/** An object that its owner checks by a schema of its own, e.g. the settings of a destination. */
export const SettingsField = (description: string, schema: object, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(jsonOf({ ...schema, description }), options, IsObject());

/** Parses decimal digits only: `Number('')` is 0 and `Number('0x10')` is 16. */
const toInteger = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;

export const IntegerParameter = (description: string, options: NumberOptions = {}): PropertyDecorator =>
  applyDecorators(Transform(toInteger), IntegerField(description, options));

export const FLAGS = ['true', 'false'] as const;
export type Flag = (typeof FLAGS)[number];

/** `true` or `false` as a parameter of a query, or as a field of a form. */
export const FlagParameter = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  ChoiceField(description, FLAGS, options);

const splitWords = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((one) => one !== '') : value;

/** One or several ids, separated by commas, as a parameter of a query. */
export const IdsParameter = (description: string, maxItems: number, options: RequestFieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Transform(splitWords),
    RequestField(
      listSchema(description, { type: 'string', format: 'uuid' }, { minItems: 1, maxItems }),
      options,
      ...listValidators({ minItems: 1, maxItems }),
      IsUUID('all', { each: true }),
    ),
  );

/** One or several words, separated by commas, as a parameter of a query. */
export const ChoicesParameter = (
  description: string,
  values: readonly string[],
  options: RequestFieldOptions = {},
): PropertyDecorator =>
  applyDecorators(
    Transform(splitWords),
    RequestField(listSchema(description, { type: 'string', enum: [...values] }, {}), options, IsIn(values, { each: true })),
  );
