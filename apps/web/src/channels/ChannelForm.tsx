import { useQuery } from '@tanstack/react-query';
import type { ConfiguredOutput } from '@throughline/api-client';
import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { DraftForm } from '../controls/DraftForm.js';
import { credentialsQuery } from '../credentials/credentials-api.js';
import { text } from '../texts/text.js';
import type { ChannelDraft } from './channel-draft.js';
import { ACTION_TYPES } from './channels-api.js';
import { FieldMap } from './FieldMap.js';
import { OutputChoice } from './OutputChoice.js';

const words = text.channels;
/** Characters that need no escaping in a URL. */
const NAME = '[a-z0-9][a-z0-9\\-]*';

/** Returns the choices for the credential. Keeps the chosen one, by its id, even if it was removed or is not readable. */
function useTokens(chosen: string): readonly (readonly [string, string])[] {
  const { data = [] } = useQuery(credentialsQuery);
  const tokens = data.filter(({ type }) => type === 'token').map(({ id, name }) => [String(id), name] as const);
  const isListed = chosen === '' || tokens.some(([id]) => id === chosen);
  return [['', words.noneChosen], ...tokens, ...(isListed ? [] : [[chosen, chosen] as const])];
}

interface PartProps {
  readonly draft: ChannelDraft;
  readonly onChange: (change: Partial<ChannelDraft>) => void;
}

function Basics({ draft, onChange }: PartProps): ReactElement {
  return (
    <>
      <Field
        label={words.name}
        hint={words.nameHint}
        required
        maxLength={maxLengths.CreateChannel.name}
        pattern={NAME}
        value={draft.name}
        onChange={(name) => {
          onChange({ name });
        }}
      />
      <Choice
        label={words.credential}
        hint={words.credentialHint}
        options={useTokens(draft.credential)}
        value={draft.credential}
        onChange={(credential) => {
          onChange({ credential });
        }}
      />
      <Choice
        label={words.actionType}
        options={ACTION_TYPES.map((one) => [one, words.actions[one] ?? one] as const)}
        value={draft.actionType}
        onChange={(chosen) => {
          onChange({ actionType: ACTION_TYPES.find((one) => one === chosen) ?? 'none' });
        }}
      />
    </>
  );
}

function Further({ draft, onChange }: PartProps): ReactElement {
  return (
    <>
      <Field
        label={words.dataSource}
        hint={words.dataSourceHint}
        maxLength={maxLengths.CreateChannel.data_source_id}
        value={draft.dataSource}
        onChange={(dataSource) => {
          onChange({ dataSource });
        }}
      />
      <Field
        label={words.language}
        hint={words.languageHint}
        value={draft.language}
        onChange={(language) => {
          onChange({ language });
        }}
      />
    </>
  );
}

interface Props {
  readonly initial: ChannelDraft;
  readonly offered: readonly ConfiguredOutput[];
  readonly submit: string;
  readonly save: (draft: ChannelDraft) => Promise<void>;
}

export const ChannelForm = ({ offered, ...props }: Props): ReactElement => (
  <DraftForm {...props}>
    {(draft, onChange) => (
      <>
        <Basics draft={draft} onChange={onChange} />
        <Further draft={draft} onChange={onChange} />
        <OutputChoice
          offered={offered}
          chosen={draft.outputs}
          onChange={(outputs) => {
            onChange({ outputs });
          }}
        />
        <FieldMap
          fields={draft.fields}
          onChange={(fields) => {
            onChange({ fields });
          }}
        />
      </>
    )}
  </DraftForm>
);
