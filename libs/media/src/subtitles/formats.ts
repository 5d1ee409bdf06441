import { renderTurn, type Cue } from './cue.js';

/**
 * Renders SubRip. The format has no escapes, so look-alikes replace characters that players take for markup. A name begins each
 * turn of a speaker.
 */
export function renderSrt(cues: readonly Cue[]): string {
  return cues
    .map((cue, index) => {
      const isTurn = cue.speaker !== undefined && cue.speaker !== cues[index - 1]?.speaker;
      const turn = isTurn ? renderTurn(plain(cue.speaker)) : '';
      return `${index + 1}\n${times(cue, ',')}\n${turn}${cue.lines.map(plain).join('\n')}\n`;
    })
    .join('\n');
}

/** Renders WebVTT: UTF-8 without a byte order mark. The voice span of a cue names its speaker. */
export function renderVtt(cues: readonly Cue[]): string {
  return ['WEBVTT\n', ...cues.map((cue) => `${times(cue, '.')}\n${voice(cue)}${cue.lines.map(escaped).join('\n')}\n`)].join('\n');
}

/** The end tag may be left out if the span is the whole cue (WebVTT, 1.3). */
const voice = ({ speaker }: Cue): string => (speaker === undefined ? '' : `<v ${escaped(speaker)}>`);

const times = ({ startMs, endMs }: Cue, separator: string): string =>
  `${clock(startMs, separator)} --> ${clock(endMs, separator)}`;

function clock(ms: number, separator: string): string {
  const part = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1_000) % 60, 2)}${separator}${part(ms % 1_000, 3)}`;
}

const plain = (text: string): string =>
  text.replaceAll('-->', '→').replaceAll('<', '‹').replaceAll('>', '›').replaceAll('{', '(').replaceAll('}', ')');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
