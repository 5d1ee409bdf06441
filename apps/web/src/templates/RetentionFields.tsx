import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { text } from '../texts/text.js';
import type { ConfigDraft } from './config-draft.js';
import { NEVER, listDays, notBefore } from './retention-days.js';

const words = text.retention;

const optionsOf = (days: readonly number[]): readonly (readonly [string, string])[] => [
  ['', text.templates.inherited],
  ...days.map((one) => [String(one), words.after(one)] as const),
  [NEVER, words.never],
];

interface Props {
  readonly draft: Pick<ConfigDraft, 'softDays' | 'hardDays'>;
  readonly onChange: (change: Partial<ConfigDraft>) => void;
}

/** When items are deleted, and when their content is removed. The second is never before the first. */
export function RetentionFields({ draft: { softDays, hardDays }, onChange }: Props): ReactElement {
  return (
    <>
      <Choice
        label={words.soft}
        hint={words.softHint}
        options={optionsOf(listDays(softDays))}
        value={softDays}
        onChange={(chosen) => {
          onChange({ softDays: chosen, hardDays: notBefore(hardDays, chosen) });
        }}
      />
      <Choice
        label={words.hard}
        hint={words.hardHint}
        options={optionsOf(listDays(hardDays, softDays))}
        value={hardDays}
        onChange={(chosen) => {
          onChange({ hardDays: chosen });
        }}
      />
    </>
  );
}
