import type { ReactElement } from 'react';
import { OutputSelection } from '../channels/OutputSelection.js';
import { SwitchChoice } from '../controls/SwitchChoice.js';
import { text } from '../texts/text.js';
import type { ConfigDraft } from './config-draft.js';
import { ProcessingFields } from './ProcessingFields.js';
import { RetentionFields } from './RetentionFields.js';
import { TextFields } from './TextFields.js';

const words = text.templates;
const OUTPUT_WORDS = {
  label: words.outputs,
  byDefault: words.inherited,
  own: words.theseOutputs,
  noneChosen: words.noOutputChosen,
};

interface Props {
  readonly draft: ConfigDraft;
  /** Single items have no retention of their own. */
  readonly hasRetention?: boolean;
  readonly onChange: (change: Partial<ConfigDraft>) => void;
}

/** The usual settings of runs. Each can be left to the layers below. */
export function ConfigFields({ draft, hasRetention = true, onChange }: Props): ReactElement {
  return (
    <>
      <ProcessingFields
        draft={draft.processing}
        onChange={(processing) => {
          onChange({ processing });
        }}
      />
      <TextFields
        draft={draft.texts}
        onChange={(texts) => {
          onChange({ texts });
        }}
      />
      <OutputSelection
        selected={{ isOwn: draft.hasOutputs, outputs: draft.outputs }}
        words={OUTPUT_WORDS}
        onChange={({ isOwn, outputs }) => {
          onChange({ hasOutputs: isOwn, outputs });
        }}
      />
      <SwitchChoice
        label={words.autoUpload}
        value={draft.autoUpload}
        onChange={(autoUpload) => {
          onChange({ autoUpload });
        }}
      />
      {hasRetention && <RetentionFields draft={draft} onChange={onChange} />}
    </>
  );
}
