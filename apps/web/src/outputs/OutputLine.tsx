import { useQuery } from '@tanstack/react-query';
import type { OwnOutput } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { describeReport } from '../channels/channel-state.js';
import { CheckResults } from '../channels/CheckResults.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { Ago } from '../controls/Times.js';
import { useSaved } from '../controls/use-saved.js';
import { text } from '../texts/text.js';
import { toDraft } from './output-draft.js';
import { describeDeletion, findUnstoredReport, getTestBadge } from './output-state.js';
import { OutputForm } from './OutputForm.js';
import {
  SETTINGS_KEY,
  outputTypesQuery,
  ownOutputQuery,
  ownOutputsQuery,
  removeOutput,
  replaceOutput,
  testOutput,
} from './outputs-api.js';

const words = text.outputs;

interface Props {
  readonly output: OwnOutput;
}

/** Edits the output as it was when the form was opened. */
function EditOutput({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error, refetch } = useQuery(ownOutputQuery(id));
  const { data: types, error: noTypes } = useQuery(outputTypesQuery);
  const saved = useSaved({ onDone, refresh: useRefresh(SETTINGS_KEY) });
  if (error !== null || noTypes !== null) return <ProblemNote error={error ?? noTypes} />;
  if (read === undefined || types === undefined) return <Skeleton rows={2} />;
  return (
    <OutputForm
      key={read.revision}
      initial={toDraft(read)}
      types={types}
      isNew={false}
      submit={words.save}
      save={(content) => saved(replaceOutput(read, content), words.saved)}
      onReload={() => void refetch()}
    />
  );
}

/** Makes the requests of a delivery with a small file, and shows each check. */
function TestButton({ output }: Props): ReactElement {
  const { name } = output;
  return (
    <ActionButton
      label={words.test}
      busy={words.testing}
      name={words.testOf(name)}
      act={async () => ({ report: await testOutput(output), revision: output.revision })}
      done={({ report }) => `${text.channels.results(name)}: ${describeReport(report)}`}
      refresh={useRefresh(ownOutputsQuery.queryKey)}
    >
      {(test) => {
        const report = findUnstoredReport(test, output);
        return report !== undefined && <CheckResults name={name} report={report} />;
      }}
    </ActionButton>
  );
}

export function OutputLine({ output }: Props): ReactElement {
  const { id, name, type, used_by: use, last_test: test } = output;
  const mayChange = useMayChange();
  const { data: types = [] } = useQuery(outputTypesQuery);
  const users = words.usedBy(use);
  const refresh = useRefresh(SETTINGS_KEY);
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> <StatusBadge {...getTestBadge(output)} />
        <br />
        <small className="quiet">
          {types.find((one) => one.type === type)?.label ?? type} · {users.length === 0 ? words.unused : users.join(', ')}
          {test !== null && (
            <>
              {' · '}
              {words.tested} <Ago at={test.at} />
            </>
          )}
        </small>
      </span>
      {mayChange && (
        <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
          <TestButton output={output} />
          <PanelButton label={words.edit} name={words.editOf(name)}>
            {(close) => <EditOutput id={id} onDone={close} />}
          </PanelButton>
          <DeleteButton
            name={name}
            words={words}
            {...describeDeletion(output)}
            remove={(detach) => removeOutput(output, detach)}
            refresh={refresh}
          />
        </span>
      )}
      {test !== null && (
        <div className="line-more">
          <CheckResults name={name} report={test} />
        </div>
      )}
    </li>
  );
}
