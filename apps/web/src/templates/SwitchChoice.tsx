import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { text } from '../texts/text.js';
import type { SwitchState } from './sections.js';

const words = text.templates;
const STATES = [
  ['', words.inherited],
  ['on', words.on],
  ['off', words.off],
] as const;

interface Props {
  readonly label: string;
  readonly value: SwitchState;
  readonly onChange: (state: SwitchState) => void;
}

/** A setting that is on, off, or left to the layers below. */
export const SwitchChoice = ({ label, value, onChange }: Props): ReactElement => (
  <Choice
    label={label}
    options={STATES}
    value={value}
    onChange={(chosen) => {
      onChange(STATES.find(([one]) => one === chosen)?.[0] ?? '');
    }}
  />
);
