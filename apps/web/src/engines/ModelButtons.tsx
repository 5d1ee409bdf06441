import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { ModelNote, ModelState } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { EngineTest } from './EngineTest.js';
import { aboutQuery, chooseModel, expectReport, fetchModel } from './engines-api.js';
import { getModelDisplay, isSelected } from './engines-state.js';

const words = settingsText.engines;
const COMMANDS = ['engine commands'];

interface ActionProps {
  readonly label: string;
  /** Names the model too. */
  readonly name: string;
  readonly act: () => Promise<ModelState>;
  readonly done: (state: ModelState) => string;
}

/** Sends one request to the worker. Its next report shows the effect. */
export function ModelAction({ label, name, act, done }: ActionProps): ReactElement {
  const announce = useAnnounce();
  const client = useQueryClient();
  const { mutate, data, error, isPending, submittedAt } = useMutation({
    mutationKey: COMMANDS,
    mutationFn: act,
    onSuccess: (state) => {
      announce(done(state));
      expectReport();
      void client.invalidateQueries({ queryKey: aboutQuery.queryKey });
    },
  });
  // A later command replaces the message.
  const times = useMutationState({ filters: { mutationKey: COMMANDS }, select: ({ state }) => state.submittedAt });
  const isNewest = times.every((time) => time <= submittedAt);
  return (
    <>
      <Button
        size="small"
        aria-label={name}
        aria-disabled={isPending}
        onClick={() => {
          if (!isPending) mutate();
        }}
      >
        {label}
      </Button>
      {data !== undefined && isNewest && <small className="quiet">{done(data)}</small>}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

/** Downloads, uses or tests a model, whatever its state allows. */
export function ModelButtons({ model }: { readonly model: ModelNote }): ReactElement | null {
  const { name, phase, fetched_bytes: fetched, error } = model;
  if (phase === 'ready' && error === undefined)
    return (
      <div className="line-more engine-buttons">
        {!isSelected(model) && (
          <ModelAction
            label={words.use}
            name={words.useOf(name)}
            act={() => chooseModel(name)}
            done={(state) => words.nowUsed(state.model)}
          />
        )}
        <EngineTest name={name} choice={{ engine: 'whisper-cpp', model: name }} />
      </div>
    );
  if (phase !== 'retrying' && !getModelDisplay(model).needsCommand) return null;
  const isBegun = fetched > 0;
  return (
    <div className="line-more engine-buttons">
      <ModelAction
        label={isBegun ? words.continue : words.download}
        name={isBegun ? words.continueOf(name) : words.downloadOf(name)}
        act={() => fetchModel(name)}
        done={(state) => words.downloadStarted(state.model)}
      />
    </div>
  );
}

/** Leaves the choice of the model to the product. */
export function AutomaticModel(): ReactElement {
  return (
    <div className="engine-buttons">
      <ModelAction
        label={words.auto}
        name={words.auto}
        act={() => chooseModel('auto')}
        done={(state) => words.nowUsed(state.model)}
      />
      <small className="quiet">{words.autoHint}</small>
    </div>
  );
}
