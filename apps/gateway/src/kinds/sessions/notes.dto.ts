import { LAST_SECOND } from '@throughline/contracts';
import { LONGEST_NOTE, type CommandOf } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { NumberField, TextField } from '../../kit/http/fields.js';
import { cleanText, SEVERAL_LINES } from '../../items/index.js';

@ApiSchema({ name: 'NoteBody' })
export class NoteBody {
  @TextField('The note.', { min: 1, max: LONGEST_NOTE, required: true, ...SEVERAL_LINES })
  text = '';

  @NumberField('The moment of the audio, in seconds. Left out or `null`: the note is about the whole session.', {
    min: 0,
    max: LAST_SECOND,
  })
  at_seconds?: number | null;
}

/** Reads the content of a note. Throws if its text is blank. */
export const readNote = ({ text, at_seconds: second }: NoteBody): Pick<CommandOf<'SaveNote'>, 'text' | 'second'> => ({
  text: cleanText(text, '/text'),
  ...(typeof second === 'number' ? { second } : {}),
});
