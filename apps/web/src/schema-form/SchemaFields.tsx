import type { ReactElement } from 'react';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { CheckList } from '../controls/CheckList.js';
import { SwitchChoice } from '../controls/SwitchChoice.js';
import type { SwitchState } from '../controls/switch-state.js';
import { text } from '../texts/text.js';
import type { FieldErrors } from '../typed-settings/field-errors.js';
import type { FieldValue, FormField, FormSchema, FormValues } from './form-schema.js';

export interface ControlProps {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: FieldValue) => void;
}

/** The page's own words for a field. A field without them has its name and the text of the API. */
export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  /** The names of the choices, in the order of the form. Choices that are missing here follow under their own name. */
  readonly options?: Readonly<Record<string, string>>;
  /** A control of its own, such as a choice among the library's templates. */
  readonly Control?: (props: ControlProps) => ReactElement;
  /** Attributes that the document does not have: `{ type: 'url' }`. */
  readonly input?: { readonly type?: string };
}

/** The words of a form, in the order of its fields. Fields that are missing here follow at the end. */
export type FormWords = Readonly<Record<string, FieldWords>>;

/** Returns the names of all fields in the order of the form. */
export function orderFields(schema: FormSchema, words: FormWords): readonly string[] {
  const known = Object.keys(words).filter((name) => Object.hasOwn(schema, name));
  return [...known, ...Object.keys(schema).filter((name) => !known.includes(name))];
}

/** `interval_minutes` → `Interval minutes`. */
const toLabel = (name: string): string => {
  const spaced = name.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

interface OneProps extends Omit<ControlProps, 'value'> {
  readonly field: FormField;
  readonly words: FieldWords;
  readonly value: FieldValue;
}

type KindProps<K extends FormField['kind']> = OneProps & { readonly field: Extract<FormField, { kind: K }> };

function TextControl({ field, words, value, ...control }: KindProps<'text' | 'number'>): ReactElement {
  const limits =
    field.kind === 'number'
      ? { type: 'number', min: field.min, max: field.max, step: 1 }
      : { maxLength: field.maxLength, pattern: field.pattern };
  return <Field {...control} {...limits} {...words.input} required={field.isRequired} value={String(value)} />;
}

const listChoices = ({ options }: { readonly options: readonly string[] }, { options: names = {} }: FieldWords) => {
  const named = Object.keys(names).filter((name) => options.includes(name));
  const others = options.filter((name) => !named.includes(name));
  return [...named, ...others].map((name) => [name, names[name] ?? name] as const);
};

function ChoiceControl({ field, words, value, ...control }: KindProps<'choice'>): ReactElement {
  const options = listChoices(field, words);
  const none = [['', field.isRequired === true ? text.typedSettings.choose : text.typedSettings.usual] as const];
  return (
    <Choice
      {...control}
      required={field.isRequired}
      options={field.initial === undefined ? [...none, ...options] : options}
      value={String(value)}
    />
  );
}

function ListControl({ field, words, label, value, onChange }: KindProps<'list'>): ReactElement {
  const names = Object.fromEntries(listChoices(field, words));
  const chosen = value as readonly string[];
  return <CheckList legend={label} options={Object.keys(names)} words={names} chosen={chosen} onChange={onChange} />;
}

function Control(props: OneProps): ReactElement {
  const { field, words, value, ...control } = props;
  if (words.Control !== undefined) return <words.Control {...control} value={String(value)} />;
  switch (field.kind) {
    case 'switch':
      return <Check {...control} isChecked={value === true} />;
    case 'optional-switch':
      return <SwitchChoice {...control} value={value as SwitchState} />;
    case 'choice':
      return <ChoiceControl {...props} field={field} />;
    case 'list':
      return <ListControl {...props} field={field} />;
    default:
      return <TextControl {...props} field={field} />;
  }
}

interface Props {
  readonly schema: FormSchema;
  readonly words: FormWords;
  /** The fields to show. Default: all. */
  readonly names?: readonly string[];
  readonly values: FormValues;
  readonly errors?: FieldErrors;
  readonly onChange: (change: FormValues) => void;
}

/** Returns true if a list that needs a choice has none: no control of a browser requires it. */
export const lacksChoice = (schema: FormSchema, values: FormValues): boolean =>
  Object.entries(schema).some(
    ([name, field]) => field.kind === 'list' && (values[name] as readonly string[]).length < (field.least ?? 0),
  );

/** Shows the fields of a request. Their kinds and limits are those of the API's document. */
export const SchemaFields = ({
  schema,
  words,
  names = orderFields(schema, words),
  values,
  errors = {},
  onChange,
}: Props): ReactElement => (
  <>
    {names.map((name) => {
      const field = schema[name];
      const own = words[name] ?? (field === undefined ? undefined : { label: toLabel(name), hint: field.text });
      if (field === undefined || own === undefined) return null;
      return (
        <Control
          key={name}
          field={field}
          words={own}
          label={own.label}
          hint={own.hint}
          error={errors[name]}
          value={values[name] ?? ''}
          onChange={(value) => {
            onChange({ [name]: value });
          }}
        />
      );
    })}
  </>
);
