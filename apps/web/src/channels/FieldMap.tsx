import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import type { ChannelDraft } from './channel-draft.js';
import { CHANNEL_FIELDS } from './channels-api.js';

const words = text.channels;

interface Props {
  readonly fields: ChannelDraft['fields'];
  readonly onChange: (fields: ChannelDraft['fields']) => void;
}

export function FieldMap({ fields, onChange }: Props): ReactElement {
  return (
    <fieldset className="field-group">
      <legend>{words.fields}</legend>
      <p className="field-hint">{words.fieldsHint}</p>
      {CHANNEL_FIELDS.map((field) => (
        <Field
          key={field}
          label={words.field[field]}
          maxLength={maxLengths.FieldMapBody[field]}
          value={fields[field]}
          onChange={(property) => {
            onChange({ ...fields, [field]: property });
          }}
        />
      ))}
    </fieldset>
  );
}
