import { Type, type TSchema } from 'typebox';

const pattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$';

/** A time in UTC, of which only the form is checked: the log may have others than those that exist. */
export const Instant = Type.String({ pattern });

export const isInstantSchema = (schema: TSchema): boolean => 'pattern' in schema && schema.pattern === pattern;
