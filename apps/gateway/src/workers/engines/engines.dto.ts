import { Field, TextField } from '../../kit/http/fields.js';
import { count, integer, number, text } from '../../kit/http/schemas.js';

/** The names of models and engines in the list of this release have this form; the worker knows which exist. */
export const ENGINE_NAME = /^[a-z0-9][a-z0-9.-]{0,59}$/;
const name = { pattern: ENGINE_NAME, message: 'must be the name of a model or an engine' };

export class ChooseModel {
  @TextField('A model of the list that has been downloaded, or `auto`: the best one that is fast enough.', {
    ...name,
    max: 60,
    required: true,
  })
  model = '';
}

export class TestEngine {
  @TextField('A local engine: `whisper-cpp` or `pocketsphinx`. Default: the first that is ready.', { ...name, max: 60 })
  engine?: string;

  @TextField('A model of the list that has been downloaded. Default: the selected model.', { ...name, max: 60 })
  model?: string;
}

export class ModelAnswer {
  @Field(text('The name of the model.')) model!: string;
  @Field(text('The state of its file, as in /api/v1/about: `ready`, `fetching` …')) phase!: string;
}

export class EngineTestAnswer {
  @Field(text('The name of the engine.')) engine!: string;
  @Field(text('The model of the engine.')) model!: string;
  @Field(text('The words that the engine has heard.')) words!: string;
  @Field(count('The words that are replaced, missing or additional.')) wrong_words!: number;
  @Field(integer('The words that are spoken.', { minimum: 1 })) spoken_words!: number;
  @Field(number('The length of the transcribed speech in seconds.')) seconds!: number;
  @Field(count('The time of the transcription in milliseconds.')) took_ms!: number;
  @Field(number('Seconds of speech for each second of time. Longer recordings are faster with whisper.cpp.')) speed!: number;
}
