import type { States } from '../states.js';
import { ProgressBar } from './ProgressBar.js';

export const states: States = {
  'not begun': <ProgressBar value={0} label="Lecture 8" />,
  'in progress': <ProgressBar value={0.4} label="Lecture 8" words="Transcribing" />,
  'waiting or stalled': <ProgressBar value={0.4} label="Lecture 8" tone="warn" />,
  unknown: <ProgressBar value={null} label="Lecture 8" />,
  finished: <ProgressBar value={1} label="Lecture 8" tone="good" />,
};
