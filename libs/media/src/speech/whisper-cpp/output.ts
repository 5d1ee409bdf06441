import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChunkTranscript } from '../chunk-transcript.js';
import { mean, unknownConfidence } from '../../transcript/transcript.js';
import { findLanguage } from '../whisper-languages.js';

const Offsets = Type.Object({ from: Type.Number(), to: Type.Number() });
const OutputSchema = Type.Object({
  result: Type.Object({ language: Type.String() }),
  transcription: Type.Array(
    Type.Object({
      offsets: Offsets,
      text: Type.String(),
      tokens: Type.Array(
        Type.Object({
          text: Type.String(),
          /** Absent from the binding's output. */
          p: Type.Optional(Type.Number()),
          offsets: Type.Optional(Offsets),
        }),
      ),
    }),
  ),
});
type Token = Static<typeof OutputSchema>['transcription'][number]['tokens'][number];
const output = Compile(OutputSchema);

/** `[_BEG_]`, `[_TT_550]`, `<|endoftext|>`: control tokens of the model, not speech. */
const control = /^\[_.*\]$|^<\|.*\|>$/;

/** Languages written without spaces: a token is the nearest thing to a word. */
const unspaced: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'my', 'km', 'bo', 'yue']);

interface OpenWord {
  bytes: string;
  start: number;
  end: number;
  sure: number[];
}

const seconds = (ms: number): number => ms / 1_000;
/** The times of tokens may lie before their segment or end after it. */
const within = (value: number, { from, to }: { from: number; to: number }): number => Math.min(to, Math.max(from, value));

const decoded = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
/** True if the bytes end with a whole character: half a character cannot be shown, and no word begins in it. */
const isWhole = (bytes: string): boolean => !decoded(bytes).includes('\ufffd');

function wordsOf(tokens: readonly Token[], segment: { from: number; to: number }, isUnspaced: boolean): ChunkTranscript['words'] {
  const words: OpenWord[] = [];
  for (const { text, p, offsets = segment } of tokens) {
    if (control.test(text)) continue;
    const open = words.at(-1);
    const begins = open === undefined || text.startsWith(' ') || (isUnspaced && isWhole(open.bytes));
    const [start, end] = [within(offsets.from, segment), within(offsets.to, segment)];
    const sure = p === undefined ? [] : [p];
    if (begins) words.push({ bytes: text, start, end, sure });
    else {
      open.bytes += text;
      open.end = end;
      open.sure.push(...sure);
    }
  }
  return words.flatMap(({ bytes, start, end, sure }) => {
    const word = decoded(bytes).trim();
    const confidence = sure.length === 0 ? unknownConfidence : mean(sure);
    return word === '' ? [] : [{ word, start: seconds(start), end: seconds(Math.max(start, end)), confidence }];
  });
}

/**
 * Reads the file that `--output-json-full` writes. A token may end within a character, so the file is not valid UTF-8: bytes
 * are decoded when the tokens of a word are joined. Returns `undefined` for any other file.
 */
export function readOutput(file: Buffer): ChunkTranscript | undefined {
  let value: unknown;
  try {
    value = JSON.parse(file.toString('latin1'));
  } catch {
    return undefined;
  }
  if (!output.Check(value)) return undefined;
  const language = findLanguage(value.result.language);
  const isUnspaced = language !== undefined && unspaced.has(language);
  const isSure = value.transcription.every(({ tokens }) => tokens.every(({ p }) => p !== undefined));
  return {
    ...(language === undefined ? {} : { language }),
    words: value.transcription.flatMap(({ tokens, offsets }) => wordsOf(tokens, offsets, isUnspaced)),
    notes: isSure ? [] : ['confidence-unknown'],
  };
}
