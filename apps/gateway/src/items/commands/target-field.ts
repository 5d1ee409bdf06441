import { TextField } from '../../kit/http/fields.js';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/u;

/** The id of the library that gets items. */
export const TargetField = (about: string, required: boolean): PropertyDecorator =>
  TextField(about, {
    pattern: ULID,
    message: 'library_id must be the id of a library',
    required,
    example: '01KTR8DXF5S6T7V8W9XYZABCDE',
  });
