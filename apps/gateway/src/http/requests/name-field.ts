import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { TextField } from '../fields.js';

export const LONGEST_NAME = 100;

const trim = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** The name of something that a person saves: trimmed, and never empty (CFG-16). */
export const NameField = (description: string): PropertyDecorator =>
  applyDecorators(
    Transform(trim),
    TextField(`${description} Surrounding spaces are removed.`, {
      required: true,
      min: 1,
      max: LONGEST_NAME,
      pattern: /\S/,
      message: '$property must not be blank',
      plain: true,
    }),
  );
