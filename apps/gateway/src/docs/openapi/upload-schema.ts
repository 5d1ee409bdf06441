import { Type } from 'typebox';
import { count, id, orNull, text, time, words } from './field.js';

export const uploadAnswers = {
  Upload: Type.Object({
    id: text('Of the upload.'),
    length: count('Bytes of the whole file.'),
    offset: count('Bytes that have come.'),
    recording_id: orNull(id('The recording that it has become.')),
    created_at: time('When it began.'),
    expires_at: time('Until then it is kept.'),
  }),
  UploadResult: Type.Union([
    Type.Object({ recording_id: id('The recording.') }),
    Type.Object({
      problem: words(['duplicate'], 'Why no recording came of it.'),
      existing_id: id('The recording that has the same content.'),
    }),
  ]),
};
