import { Type, type Static } from 'typebox';

const Name = Type.String({ minLength: 1, maxLength: 60 });
const v = Type.Literal(1);

/** A request to the processing service about the speech engines of its machine. */
export const EngineRequestSchema = Type.Union([
  /** Start or continue the download of a model of the list. */
  Type.Object({ v, act: Type.Literal('fetch'), model: Name }),
  /** Use a model of the list, or `auto`, for the next recordings. */
  Type.Object({ v, act: Type.Literal('use'), model: Name }),
  /** Transcribe ten seconds of the sample, by default with the first local engine that is ready. */
  Type.Object({ v, act: Type.Literal('test'), engine: Type.Optional(Name), model: Type.Optional(Name) }),
]);
export type EngineRequest = Static<typeof EngineRequestSchema>;

export const ENGINE_REFUSALS = [
  'unknown-model',
  'unknown-engine',
  'model-missing',
  'engine-unusable',
  'downloads-off',
  'disk-full',
  'folder-unusable',
  'choice-fixed',
  'busy',
  'too-slow',
] as const;
export type EngineRefusal = (typeof ENGINE_REFUSALS)[number];

const EngineTrialSchema = Type.Object({
  engine: Name,
  model: Type.String({ maxLength: 200 }),
  words: Type.String({ maxLength: 5_000 }),
  wrongWords: Type.Integer({ minimum: 0 }),
  spokenWords: Type.Integer({ minimum: 1 }),
  /** The length of the transcribed speech. */
  seconds: Type.Number({ exclusiveMinimum: 0 }),
  tookMs: Type.Integer({ minimum: 0 }),
  /** Seconds of speech for each second of time. */
  speed: Type.Number({ exclusiveMinimum: 0 }),
});
export type EngineTrial = Static<typeof EngineTrialSchema>;

export const EngineReplySchema = Type.Union([
  Type.Object({ v, refused: Type.Enum(ENGINE_REFUSALS), detail: Type.Optional(Type.String({ maxLength: 500 })) }),
  /** `model`: the model that is fetched or used now. `phase`: the state of its file. */
  Type.Object({ v, model: Name, phase: Type.String({ maxLength: 40 }) }),
  Type.Object({ v, trial: EngineTrialSchema }),
]);
export type EngineReply = Static<typeof EngineReplySchema>;
