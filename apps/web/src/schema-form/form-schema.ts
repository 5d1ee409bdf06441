import { toFlag, toSwitch, type SwitchState } from '../controls/switch-state.js';

interface FieldFacts {
  /** The description in the API's document. */
  readonly text: string;
  readonly isRequired?: true;
}

/** A field of a request, with its limits. `initial` is the default of the API. */
export type FormField = FieldFacts &
  (
    | { readonly kind: 'text'; readonly initial?: string; readonly maxLength?: number; readonly pattern?: string }
    | { readonly kind: 'number'; readonly initial?: number; readonly min?: number; readonly max?: number }
    | { readonly kind: 'switch'; readonly initial?: boolean }
    /** On, off, or left to other settings. */
    | { readonly kind: 'optional-switch' }
    | { readonly kind: 'choice'; readonly initial?: string; readonly options: readonly string[] }
    | { readonly kind: 'list'; readonly options: readonly string[]; readonly least?: number }
  );

/** The fields of a request by their names in the API. */
export type FormSchema = Readonly<Record<string, FormField>>;

/** The value of a field as its control shows it. Numbers are texts, as a person types them. */
export type FieldValue = string | boolean | readonly string[];
export type FormValues = Readonly<Record<string, FieldValue>>;

const toValue = ({ kind }: FormField, value: unknown): FieldValue => {
  if (kind === 'switch') return value === true;
  if (kind === 'optional-switch') return toSwitch(value);
  if (kind === 'list') return (value ?? []) as readonly string[];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** Returns the values of a resource, or of a new one with the given fields. Fields without a value have the default of the API. */
export const toValues = (schema: FormSchema, resource: object): FormValues => {
  const given = resource as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(schema).map(([name, field]) => {
      const initial = 'initial' in field ? field.initial : undefined;
      return [name, toValue(field, given[name] === undefined ? initial : given[name])];
    }),
  );
};

const toMember = ({ kind }: FormField, value: FieldValue): unknown => {
  if (typeof value !== 'string') return value;
  if (kind === 'optional-switch') return toFlag(value as SwitchState) ?? null;
  const trimmed = value.trim();
  if (trimmed === '') return null;
  return kind === 'number' ? Number(trimmed) : trimmed;
};

/** Returns the members of a request. An empty field is null, which the API reads as left out. */
export const toMembers = (schema: FormSchema, values: FormValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, toMember(field, values[name] ?? '')]));
