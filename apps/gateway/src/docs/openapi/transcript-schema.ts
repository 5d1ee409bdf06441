import { Type } from 'typebox';
import { flag, text } from './field.js';

const seconds = (description: string) => Type.Number({ minimum: 0, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

export const transcriptAnswers = {
  Transcript: Type.Object({
    version: text('Of the words. Opaque; another run makes another one.'),
    engine: text('What has made text of the speech.'),
    model: text('What that works with.'),
    language: text('BCP 47.'),
    confidence: share('How sure the engine was, on average.'),
    draft: flag('Expect mistakes: the engine is known for many.'),
    notes: Type.Array(Type.String(), {
      description: '`language-assumed`, `language-detected`, `word-times-estimated`, `confidence-unknown`.',
    }),
    duration: seconds('Of the speech, in seconds.'),
    segments: Type.Array(
      Type.Object({
        id: Type.Integer({ description: 'Its place.' }),
        start: seconds('Seconds.'),
        end: seconds('Seconds.'),
        text: text('What was said.'),
        confidence: share('How sure the engine was.'),
      }),
      { description: 'In order.' },
    ),
    topics: Type.Array(Type.Object({ title: text('What it is about.'), start: seconds('Seconds.'), end: seconds('Seconds.') }), {
      description: 'In order; empty where none were looked for or found.',
    }),
  }),
};
