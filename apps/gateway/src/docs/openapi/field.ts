import { Type, type TSchema } from 'typebox';

/** What a field means, for those who read the document. */
export const about = (description: string, schema: TSchema): TSchema => Type.Unsafe({ ...schema, description });

export const orNull = (schema: TSchema, description?: string): TSchema =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description });

export const text = (description: string): TSchema => Type.String({ description });
export const flag = (description: string): TSchema => Type.Boolean({ description });
export const count = (description: string): TSchema => Type.Integer({ minimum: 0, description });
export const time = (description: string): TSchema => Type.String({ format: 'date-time', description });
export const id = (description: string): TSchema => Type.String({ description: `${description} Opaque.` });
export const words = (values: readonly string[], description?: string): TSchema =>
  Type.Enum([...values], description === undefined ? {} : { description });
