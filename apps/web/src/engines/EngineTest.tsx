import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EngineTest as Result } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { aboutQuery, testEngine, type EngineChoice } from './engines-api.js';
import { describeTest } from './engines-state.js';

const words = settingsText.engines;

export function TestResult({ result }: { readonly result: Result }): ReactElement {
  return (
    <>
      <p>
        <strong>{describeTest(result)}</strong>
      </p>
      <blockquote className="engine-words" dir="auto">
        {result.words === '' ? words.noWords : result.words}
      </blockquote>
    </>
  );
}

interface Props {
  /** The name of the model or the engine, for screen readers. */
  readonly name: string;
  readonly choice: EngineChoice;
}

/** Transcribes ten seconds of the sample on the machine of the worker, and shows the words. */
export function EngineTest({ name, choice }: Props): ReactElement {
  const announce = useAnnounce();
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => testEngine(choice),
    onSuccess: (result) => {
      announce(`${name}: ${describeTest(result)}`);
      // The worker has stored the speed.
      void client.invalidateQueries({ queryKey: aboutQuery.queryKey });
    },
  });
  return (
    <>
      <Button
        size="small"
        aria-label={words.testOf(name)}
        aria-disabled={isPending}
        onClick={() => {
          if (!isPending) mutate();
        }}
      >
        {words.test}
      </Button>
      <span className="quiet" role="status">
        {isPending && words.testing}
      </span>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <TestResult result={data} />}
    </>
  );
}
