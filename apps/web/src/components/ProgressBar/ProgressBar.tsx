import type { ReactElement } from 'react';
import { text } from '../../texts/text.js';
import type { Tone } from '../StatusBadge/StatusBadge.js';

interface Props {
  /** From 0 to 1; null if unknown. */
  readonly value: number | null;
  readonly label: string;
  readonly tone?: Tone;
  /** Text for screen readers instead of the percentage, for example with the step. */
  readonly words?: string;
}

/** Rounds 99.6 % to 99 %, because only a finished step shows 100 %. */
const percentOf = (value: number): number => (value >= 1 ? 100 : Math.min(99, Math.round(value * 100)));

export function ProgressBar({ value, label, tone = 'busy', words }: Props): ReactElement {
  const percent = value === null ? undefined : percentOf(value);
  const valueText = percent === undefined ? text.progress.unknown : text.progress.percent(percent);
  return (
    <div
      className={`bar ${tone}${percent === undefined ? ' unknown' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={words === undefined ? valueText : `${valueText}, ${words}`}
    >
      <span style={{ inlineSize: `${String(percent ?? 100)}%` }} />
    </div>
  );
}

export { percentOf };
