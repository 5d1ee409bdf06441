import type { Cue } from './cue.js';

/** Renders SubRip. The format has no escapes, so look-alikes replace characters that players take for markup. */
export function renderSrt(cues: readonly Cue[]): string {
  return cues.map((cue, index) => `${index + 1}\n${times(cue, ',')}\n${cue.lines.map(plain).join('\n')}\n`).join('\n');
}

/** Renders WebVTT: UTF-8 without a byte order mark. */
export function renderVtt(cues: readonly Cue[]): string {
  return ['WEBVTT\n', ...cues.map((cue) => `${times(cue, '.')}\n${cue.lines.map(escaped).join('\n')}\n`)].join('\n');
}

const times = ({ startMs, endMs }: Cue, separator: string): string =>
  `${clock(startMs, separator)} --> ${clock(endMs, separator)}`;

function clock(ms: number, separator: string): string {
  const part = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1_000) % 60, 2)}${separator}${part(ms % 1_000, 3)}`;
}

const plain = (text: string): string =>
  text.replaceAll('-->', '→').replaceAll('<', '‹').replaceAll('>', '›').replaceAll('{', '(').replaceAll('}', ')');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
