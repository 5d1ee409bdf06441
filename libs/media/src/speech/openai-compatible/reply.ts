import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/*
 * `verbose_json` and `diarized_json` as real servers of this API send them: numbers as text, fields that are null or missing,
 * words within segments, speakers of segments or of words, by label or by number.
 * Fields that are not understood are dropped here; `readReply` rejects unusable replies.
 */
const Loose = Type.Optional(Type.Union([Type.Number(), Type.String(), Type.Null()]));
const speakerFields = { speaker: Type.Optional(Type.Unknown()), speaker_id: Type.Optional(Type.Unknown()) };
const WordSchema = Type.Object({
  word: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  start: Loose,
  end: Loose,
  probability: Loose,
  score: Loose,
  ...speakerFields,
});
const Words = Type.Optional(Type.Union([Type.Array(WordSchema), Type.Null()]));
const SegmentSchema = Type.Object({
  start: Loose,
  end: Loose,
  text: Type.Optional(Type.String()),
  avg_logprob: Loose,
  no_speech_prob: Loose,
  words: Words,
  ...speakerFields,
});
const ReplySchema = Type.Object({
  text: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  language: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  duration: Loose,
  segments: Type.Optional(Type.Union([Type.Array(SegmentSchema), Type.Null()])),
  words: Words,
});
const replySchema = Compile(ReplySchema);

export interface ReplyWord {
  readonly word: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly probability: number | undefined;
  readonly speaker: string | undefined;
}

export interface ReplySegment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly avgLogprob: number | undefined;
  readonly noSpeechProb: number | undefined;
  readonly speaker: string | undefined;
}

export interface Reply {
  readonly text: string;
  readonly language: string | undefined;
  readonly segments: readonly ReplySegment[];
  readonly words: readonly ReplyWord[];
}

const numberOf = (value: string | number | null | undefined): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** WhisperX sends `speaker`, others `speaker_id`. */
function speakerOf({
  speaker,
  speaker_id: id,
}: {
  readonly speaker?: unknown;
  readonly speaker_id?: unknown;
}): string | undefined {
  const label = speaker ?? id;
  const text = typeof label === 'string' || typeof label === 'number' ? String(label).trim() : '';
  return text === '' ? undefined : text;
}

const wordsOf = (words: readonly Static<typeof WordSchema>[] | null | undefined): readonly ReplyWord[] =>
  (words ?? []).flatMap(({ word, text, start, end, probability, score, ...who }) => {
    const spoken = (word ?? text ?? '').trim();
    const times = { start: numberOf(start), end: numberOf(end) };
    const sure = numberOf(probability) ?? numberOf(score);
    return spoken === '' ? [] : [{ word: spoken, ...times, probability: sure, speaker: speakerOf(who) }];
  });

const segmentsOf = (segments: readonly Static<typeof SegmentSchema>[], whole: number): readonly ReplySegment[] =>
  segments.flatMap((segment) => {
    const text = (segment.text ?? '').trim();
    const start = Math.max(0, numberOf(segment.start) ?? 0);
    const end = Math.max(start, numberOf(segment.end) ?? whole);
    const trust = { avgLogprob: numberOf(segment.avg_logprob), noSpeechProb: numberOf(segment.no_speech_prob) };
    return text === '' ? [] : [{ text, start, end, ...trust, speaker: speakerOf(segment) }];
  });

/** True for any other answer, such as an error with status 200. A transcript of silence has these fields, though empty. */
const isNoTranscript = ({ text, segments, words }: Static<typeof ReplySchema>): boolean =>
  [text, segments, words].every((each) => each === undefined || each === null);

/** Normalises a reply. Returns `undefined` if it is no transcript. */
export function readReply(value: unknown): Reply | undefined {
  if (!replySchema.Check(value) || isNoTranscript(value)) return undefined;
  const { text, language, duration, segments, words } = value;
  return {
    text: (text ?? '').trim(),
    language: language ?? undefined,
    segments: segmentsOf(segments ?? [], numberOf(duration) ?? 0),
    words: words ? wordsOf(words) : (segments ?? []).flatMap((segment) => wordsOf(segment.words)),
  };
}
