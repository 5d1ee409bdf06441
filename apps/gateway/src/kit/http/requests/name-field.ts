import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { TextField, type TextOptions } from '../fields.js';

export const LONGEST_NAME = 100;

const trim = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** A text without surrounding spaces. Its pattern must allow them, as it describes the request. */
const TrimmedField = (description: string, options: TextOptions): PropertyDecorator =>
  applyDecorators(Transform(trim), TextField(`${description} Surrounding spaces are removed.`, options));

/** The name of something that a person saves: trimmed, and never empty (CFG-16). */
export const NameField = (description: string, { required = true }: Pick<TextOptions, 'required'> = {}): PropertyDecorator =>
  TrimmedField(description, {
    required,
    min: 1,
    max: LONGEST_NAME,
    pattern: /\S/,
    message: '$property must not be blank',
    plain: true,
  });

/** A name that is part of addresses or of other settings, so that it may have only some characters. */
export const WordField = (
  description: string,
  { pattern, ...options }: TextOptions & { readonly pattern: RegExp },
): PropertyDecorator =>
  TrimmedField(description, { ...options, pattern: new RegExp(pattern.source.replace('^', '^\\s*').replace(/\$$/, '\\s*$')) });
