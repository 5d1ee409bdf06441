import { useMutation, useQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { outputsQuery } from '../../channels/channels-api.js';
import { Button } from '../../components/Button/Button.js';
import { ConfirmDialog } from '../../components/Dialog/ConfirmDialog.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { CheckList } from '../../controls/CheckList.js';
import { Link } from '../../components/Link.js';
import { text } from '../../texts/text.js';
import type { ActionInput } from '../../actions/action-definition.js';
import { previewRun } from '../recording-api.js';
import { findRun } from './find-run.js';
import { RunEffect } from './RunPreview.js';
import type { ItemActionsState } from './use-item-actions.js';

const words = text.recording.outputs;

interface Props {
  readonly recording: Recording;
  readonly actions: Pick<ItemActionsState, 'perform' | 'isPending'>;
}

type DialogProps = Pick<Props, 'recording'> & {
  readonly onDeliver: (input: ActionInput) => void;
  readonly onClose: () => void;
};

/** Previews the run that delivers to further outputs. It keeps all finished steps, and sends nothing a second time. */
function DeliverDialog({ recording: { id, outputs }, onDeliver, onClose }: DialogProps): ReactElement {
  const present = outputs.map((output) => output.id);
  const { data: configured, error: unread } = useQuery(outputsQuery);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const inputOf = (added: readonly string[]): ActionInput => ({ output_config: { outputs: [...present, ...added] } });
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (added: readonly string[]) => previewRun({ kind: 'recordings', id }, inputOf(added)),
  });
  const offered = configured?.map(({ name }) => name).filter((name) => !present.includes(name));
  const problem = unread ?? error;
  return (
    <ConfirmDialog
      title={words.deliverTitle}
      confirm={words.deliver}
      isRefused={chosen.length === 0 || data?.outcome !== 'start'}
      onConfirm={() => {
        onDeliver(inputOf(chosen));
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.deliverHint}</p>
      {offered === undefined && unread === null && <Skeleton rows={2} />}
      {offered?.length === 0 && <p>{words.noOther}</p>}
      {offered !== undefined && offered.length > 0 && (
        <CheckList
          legend={words.others}
          options={offered}
          words={Object.fromEntries(offered.map((name) => [name, name]))}
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            if (next.length > 0) mutate(next);
          }}
        />
      )}
      <Link to="/settings/outputs">{text.outputs.manage}</Link>
      {isPending && <Skeleton rows={2} />}
      {chosen.length > 0 && data !== undefined && !isPending && <RunEffect run={data} />}
      {problem !== null && <ProblemNote error={problem} />}
    </ConfirmDialog>
  );
}

/** Delivers a recording to outputs that it does not have yet. Renders nothing while no run can start. */
export function DeliverTo({ recording, actions }: Props): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  const run = findRun(recording.allowed_actions);
  if (run === undefined) return null;
  return (
    <>
      <Button
        size="small"
        look="quiet"
        disabled={actions.isPending}
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="plus" />
        {words.deliverTo}
      </Button>
      {isOpen && (
        <DeliverDialog
          recording={recording}
          onDeliver={(input) => {
            actions.perform({ action: run, input });
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
